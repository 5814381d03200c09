//! Sales by day and month. The build fails where two people have added a revision each.

/// The view to read.
pub const MONTHLY_SALES: &str = "monthly_sales";
