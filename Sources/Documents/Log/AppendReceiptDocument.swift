package import TLM

/// What an append over HTTP wrote.
package struct AppendReceiptDocument: Document {
  private let receipt: Receipt

  package init(_ receipt: Receipt) { self.receipt = receipt }

  package var json: Value {
    [
      "appended": true,
      "position": .integer(receipt.position.rawValue),
      "end": .integer(receipt.end.rawValue),
      "lines": .integer(Int64(receipt.lines)),
    ]
  }
}
