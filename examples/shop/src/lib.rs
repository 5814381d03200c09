//! A shop. Its tables stand in `migrations/`.

/// The states that an order goes through; a trigger moves the stock where it is shipped or returned.
pub const ORDER_STATES: [&str; 4] = ["open", "paid", "shipped", "returned"];
