package import TLM

/// What tlm promises to programs: one value that says itself as JSON.
///
/// Its keys and their order are a promise: new ones may come, none goes. Each document has a golden
/// in Tests/DocumentsTests.
package protocol Document {
  /// The document as it is printed.
  var json: Value { get }
}

/// Several documents of one kind are one document.
extension Array: Document where Element: Document {
  package var json: Value { .array(map(\.json)) }
}
