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
  ///
  /// - Parameter isOrdered: whether the members of an object must come in the same order, too.
  static func all(expected: Value, actual: Value, isOrdered: Bool = true) -> [StateDifference] {
    var found: [StateDifference] = []
    compare(expected, actual, "", isOrdered, &found)
    return found
  }

  private static func compare(
    _ expected: Value?, _ actual: Value?, _ path: String, _ isOrdered: Bool,
    _ found: inout [StateDifference]
  ) {
    switch (expected, actual) {
    case (.object(let wanted)?, .object(let got)?):
      for member in wanted {
        compare(member.value, actual?[member.name], "\(path)/\(member.name)", isOrdered, &found)
      }
      compareOrder(wanted, got, path, isOrdered, &found)
      for member in got where expected?[member.name] == nil {
        compare(nil, member.value, "\(path)/\(member.name)", isOrdered, &found)
      }
    case (.array(let wanted)?, .array(let got)?):
      for index in 0..<max(wanted.count, got.count) {
        compare(
          index < wanted.count ? wanted[index] : nil, index < got.count ? got[index] : nil,
          "\(path)/\(index)", isOrdered, &found)
      }
    default:
      if expected != actual {
        found.append(StateDifference(path: path, expected: expected, actual: actual))
      }
    }
  }

  /// Two objects with the same names in another order differ in their names.
  private static func compareOrder(
    _ expected: [Member], _ actual: [Member], _ path: String, _ isOrdered: Bool,
    _ found: inout [StateDifference]
  ) {
    let (wanted, got) = (expected.map(\.name), actual.map(\.name))
    guard isOrdered, wanted != got, wanted.sorted() == got.sorted() else { return }
    found.append(
      StateDifference(
        path: path + "/(order of names)", expected: .array(wanted.map(Value.string)),
        actual: .array(got.map(Value.string))))
  }

  private static func text(_ value: Value) -> String {
    let text = JSONWriter.text(of: value)
    return text.count > 100 ? text.prefix(100) + "…" : text
  }
}
