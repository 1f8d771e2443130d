//! Entry point of the page.

fn main() {
    dmarc_checker::prepare();
    dmarc_checker::start();
}
