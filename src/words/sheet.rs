//! Sentences about reading a sheet.
