extension Event {
  /// The name of an event as a number, the same in all of a process: folds dispatch by it.
  ///
  /// Numbers are given in the order in which names are first seen, so they differ from run to run
  /// and are never stored or compared for order.
  public struct Name: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt32
    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The line has no name.
    public static let none = Event.Name(rawValue: 0)
    /// The line has a name, and the table of names is full: compare `Event.name` as a string.
    public static let overflow = Event.Name(rawValue: 65_535)

    /// The number of `name`, given on first use; `overflow` once 65 534 names are known, and
    /// `none` for an empty name.
    public init(_ name: String) {
      self = name.isEmpty ? .none : EventNames.shared.number(of: name)
    }

    /// The number of a name as it stands between its quotes in a line that was found valid.
    package init(parsing bytes: Span<UInt8>, hasEscapes: Bool) {
      self.init(JSONText.string(bytes, hasEscapes: hasEscapes))
    }

    /// The name; empty for `none` and `overflow`.
    public var string: String { EventNames.shared.name(of: self) }
  }
}

extension Event.Name: CustomStringConvertible {
  public var description: String { string }
}
