package import TLM

/// What of a store's settings counts now: what `tlm trust --json` prints.
package struct TrustDocument: Document {
  package let json: Value

  /// - Parameters:
  ///   - file: the store's file.
  ///   - store: its id.
  ///   - isTrusted: whether it is trusted now.
  ///   - keys: what in it needs that.
  package init(file: String, store: String, isTrusted: Bool, keys: [String]) {
    json = [
      "file": .string(file), "store": .string(store), "trusted": .bool(isTrusted),
      "keys": .array(keys.map { .string($0) }),
    ]
  }
}
