/// Prices of models that people write themselves, in the form of the `prices.yaml` that tlm's own are
/// made from.
///
/// ```yaml
/// prices:
///   - {model: my-model, input: 0.5, output: 2, cache_read: 0.05}
///   - {model: my-model, above: 200000, input: 1, output: 4}
/// ```
package enum PriceFile: Sendable {
  /// The prices of a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: how errors name it.
  /// - Throws: every mistake with its line, its column, and what was expected.
  package static func prices(
    in bytes: [UInt8], file: String
  ) throws(ConfigurationError) -> [Price] {
    let root = try YAMLReader.read(bytes, file: file)
    if root.isNull { return [] }
    var reader = ConfigurationReader(file: file)
    var prices: [Price] = []
    if let fields = reader.fields(root, "a file of prices", keys: ["sources", "prices"]),
      let node = fields["prices"], !node.isNull, let items = reader.list(node, "prices")
    {
      prices = items.compactMap { price($0, &reader) }
    }
    try reader.finish()
    return prices
  }

  /// The prices under a key of a file of settings.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - setting: the key.
  ///   - file: how errors name it.
  /// - Throws: as `prices(in:file:)`.
  package static func prices(
    in bytes: [UInt8], setting: String, file: String
  ) throws(ConfigurationError) -> [Price] {
    guard case .mapping(let entries) = try YAMLReader.read(bytes, file: file).content,
      let node = entries.last(where: { $0.key == setting })?.value, !node.isNull
    else { return [] }
    var reader = ConfigurationReader(file: file)
    let items = reader.list(node, setting) ?? []
    let prices = items.compactMap { price($0, &reader) }
    try reader.finish()
    return prices
  }

  private static let keys = [
    "model", "from", "above", "input", "output", "cache_read", "cache_write", "cache_write_1h",
    "source",
  ]

  private static func price(_ node: Node, _ reader: inout ConfigurationReader) -> Price? {
    guard let fields = reader.fields(node, "a price", keys: keys),
      let model = reader.required("model", fields, "a price").flatMap({ reader.text($0, "model") })
    else { return nil }
    func rate(_ key: String) -> Int64? {
      fields[key].flatMap { self.rate($0, key, &reader) }
    }
    let rates = Price.Rates(
      input: rate("input"), output: rate("output"), cacheRead: rate("cache_read"),
      cacheWrite: rate("cache_write"), cacheWrite1h: rate("cache_write_1h"))
    let above = fields["above"].flatMap { reader.integer($0, "above", in: 0...1 << 40) }
    let source = fields["source"].flatMap { reader.text($0, "source") }
    return Price(
      model, from: fields["from"].flatMap { day($0, &reader) }, above: above, rates,
      source: source ?? reader.file)
  }

  /// US dollars for a million tokens as 1e-12 of them for one.
  private static func rate(
    _ node: Node, _ what: String, _ reader: inout ConfigurationReader
  ) -> Int64? {
    guard let dollars = reader.number(node, what) else { return nil }
    guard dollars >= 0, dollars <= 1_000_000 else {
      reader.note(
        "expected US dollars for a million tokens for \(what), found \(node.described);"
          + " write a number from 0 to 1000000", at: node.place)
      return nil
    }
    return Int64((dollars * 1e6).rounded(.toNearestOrAwayFromZero))
  }

  private static func day(_ node: Node, _ reader: inout ConfigurationReader) -> Timestamp? {
    guard let text = reader.text(node, "from") else { return nil }
    if let day = Timestamp(startOf: text) { return day }
    reader.note(
      "expected a day for from, found \(node.described); write it like 2026-10-07", at: node.place)
    return nil
  }
}
