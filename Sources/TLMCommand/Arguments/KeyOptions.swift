import ArgumentParser
import TLM

/// One option for each key of `CorrelationKey` that has one: `--session-id`, `--run-id`.
///
/// The parser finds the options of a type in its mirror, and hands their values over by a decoder;
/// so both are made of the table here, and a new key needs no property.
struct KeyOptions: ParsableArguments, CustomReflectable {
  private var given: [(key: CorrelationKey, option: Option<[String]>)]

  init() {
    given = CorrelationKey.all.compactMap { key in
      guard let name = key.option else { return nil }
      return (key, Option(wrappedValue: [], name: .customLong(name), help: "\(key.help)"))
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Place.self)
    given = try CorrelationKey.all.filter { $0.option != nil }.map { key in
      (key, try container.decode(Option<[String]>.self, forKey: Place(stringValue: key.name)))
    }
  }

  var customMirror: Mirror {
    Mirror(self, children: given.map { (label: $0.key.name, value: $0.option as Any) })
  }

  /// Asks for the values that were given.
  func add(to filter: inout Filter) {
    for (key, option) in given { filter[key] = option.wrappedValue }
  }

  private struct Place: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
