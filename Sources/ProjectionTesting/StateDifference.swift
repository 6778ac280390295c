public import Events

/// One place at which two JSON values differ.
public struct StateDifference: Sendable, Equatable, CustomStringConvertible {
  /// Names and indices from the top, each after a slash: `/grep/count`. Empty for the whole value.
  public let path: String
  /// What should be there; nil where nothing should.
  public let expected: Value?
  /// What is there; nil where nothing is.
  public let actual: Value?

  public var description: String {
    let place = path.isEmpty ? "" : path + ": "
    return switch (expected, actual) {
    case (let expected?, let actual?):
      "\(place)\(Self.text(actual)) instead of \(Self.text(expected))"
    case (let expected?, nil): "\(place)missing, where \(Self.text(expected)) should be"
    case (nil, let actual?): "\(place)\(Self.text(actual)), where nothing should be"
    case (nil, nil): "\(place)nothing"
    }
  }

  /// Every place at which the values differ, in the order of the expected one.
  static func all(expected: Value, actual: Value) -> [StateDifference] {
    var found: [StateDifference] = []
    compare(expected, actual, "", &found)
    return found
  }

  private static func compare(
    _ expected: Value?, _ actual: Value?, _ path: String, _ found: inout [StateDifference]
  ) {
    switch (expected, actual) {
    case (.object(let wanted)?, .object(let got)?):
      for member in wanted {
        compare(member.value, actual?[member.name], "\(path)/\(member.name)", &found)
      }
      for member in got where expected?[member.name] == nil {
        compare(nil, member.value, "\(path)/\(member.name)", &found)
      }
    case (.array(let wanted)?, .array(let got)?):
      for index in 0..<max(wanted.count, got.count) {
        compare(
          index < wanted.count ? wanted[index] : nil, index < got.count ? got[index] : nil,
          "\(path)/\(index)", &found)
      }
    default:
      if expected != actual {
        found.append(StateDifference(path: path, expected: expected, actual: actual))
      }
    }
  }

  private static func text(_ value: Value) -> String {
    let text = JSONWriter.text(of: value)
    return text.count > 100 ? text.prefix(100) + "…" : text
  }
}
