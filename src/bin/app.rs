//! Starts the page.

fn main() {
    dmarc_checker::web::start();
}
