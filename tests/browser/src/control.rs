//! [`Control`]: a WebSocket connection to a browser, in addition to its driver.
//!
//! WebDriver covers a session and its windows, and has no means to isolate two visits. These protocols do: that of
//! [Chromium](https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-createBrowserContext) and [WebDriver
//! BiDi](https://w3c.github.io/webdriver-bidi/#command-browser-createUserContext). Both exchange commands and responses as
//! numbered JSON messages.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// The time limit for a response.
const LIMIT: Duration = Duration::from_secs(30);

/// A connection to a browser.
#[derive(Debug)]
pub(crate) struct Control(Mutex<Connection>);

/// The connection, locked for one command at a time.
#[derive(Debug)]
struct Connection {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// The number of the last command.
    last: u64,
}

impl Control {
    /// Connects to a browser's `ws:` URL.
    pub(crate) async fn connect(url: &str) -> Result<Self, String> {
        let (socket, _) = connect_async(url)
            .await
            .map_err(|error| format!("{url}: {error}"))?;
        Ok(Self(Mutex::new(Connection { socket, last: 0 })))
    }

    /// Sends a command and returns its result.
    pub(crate) async fn command(&self, method: &str, parameters: Value) -> Result<Value, String> {
        let mut connection = self.0.lock().await;
        let answer = timeout(LIMIT, connection.exchange(method, parameters)).await;
        let answer = answer.map_err(|_| format!("{method}: no answer within {LIMIT:?}"))??;
        match answer.get("result") {
            Some(result) => Ok(result.clone()),
            None => Err(format!("{method}: {answer}")),
        }
    }
}

impl Connection {
    /// Sends a command and waits for the message with its number; events are ignored.
    async fn exchange(&mut self, method: &str, parameters: Value) -> Result<Value, String> {
        self.last += 1;
        let command = json!({ "id": self.last, "method": method, "params": parameters });
        let message = Message::text(command.to_string());
        self.socket
            .send(message)
            .await
            .map_err(|error| format!("{method}: {error}"))?;
        loop {
            let message = self.socket.next().await;
            let message = message.ok_or_else(|| format!("{method}: the browser hung up"))?;
            let Message::Text(text) = message.map_err(|error| format!("{method}: {error}"))? else {
                continue;
            };
            let answer: Value =
                serde_json::from_str(&text).map_err(|error| format!("{method}: {error}"))?;
            if answer["id"] == self.last {
                return Ok(answer);
            }
        }
    }
}
