console.error("on purpose: console");
Promise.reject(new Error("on purpose: rejection"));
setTimeout(() => { throw new Error("on purpose: exception"); });
