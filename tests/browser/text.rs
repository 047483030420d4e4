//! What a reader sees of a dumped page.
