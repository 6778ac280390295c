extension Value {
  /// The value of any member of an object by its name, found as `Event.view(named:)` finds it in the
  /// line that the object would be written as: at the top level; else, if the name has dots, along
  /// them into nested objects. Nil if it is nowhere, or null.
  func value(named name: String) -> Value? {
    if let value = member(name) { return value.unlessNull }
    guard name.utf8.contains(UInt8(ascii: ".")) else { return nil }
    var value = self
    for step in name.split(separator: ".", omittingEmptySubsequences: false) {
      guard let inner = value.member(String(step)) else { return nil }
      value = inner
    }
    return value.unlessNull
  }

  /// The last member of that name, told by its bytes.
  private func member(_ name: String) -> Value? {
    members.last { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }

  /// The value; nil where it is written as null, as a number is for which JSON has no word.
  private var unlessNull: Value? {
    switch self {
    case .null: return Optional.none
    case .double(let number) where !number.isFinite: return Optional.none
    default: return self
    }
  }
}
