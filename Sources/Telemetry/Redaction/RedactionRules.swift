/// What is hidden of events before they are written, beside the secrets that are known by their form.
///
/// ```swift
/// var rules = RedactionRules()
/// rules.patterns = [try NamedPattern("badge", #"\bB-\d{6}\b"#)]
/// rules.fields["user"] = .hash
/// ```
public struct RedactionRules: Sendable, Equatable {
  /// Whether addresses of e-mail are hidden.
  public var hidesMail: Bool = false
  /// What else is hidden, wherever a pattern finds it in a text.
  public var patterns: [NamedPattern] = []
  /// Secrets that may stay: those that one of these patterns matches from their first character to
  /// their last.
  public var allowed: [NamedPattern] = []
  /// What happens to the value of a member, at any depth, by its name. It goes before what the name
  /// alone would do to it, so that `keep(.max)` lets the value of a name like `token` stand.
  public var fields: [String: FieldRule] = [:]
  /// Bytes that a text may have in UTF-8, with the mark of its cut; never less than `leastLimit`.
  public var fieldLimit: Int = 64 << 10
  /// Bytes that the line of an event may have, with its newline; never less than `leastEventLimit`.
  public var eventLimit: Int = 512 << 10

  /// The rules that hold where nobody set any.
  public init() {}

  /// The smallest limit there is: a mark must fit into it.
  public static let leastLimit = 64
  /// The smallest limit of an event: its time and its name must fit into it.
  public static let leastEventLimit = 512
}

/// What happens to the value of a member that was named in the rules.
public enum FieldRule: Sendable, Equatable {
  /// The member is left out.
  case drop
  /// The value becomes its HMAC-SHA-256 by the key of the store, so that equal values stay equal;
  /// where there is no key, it is hidden.
  case hash
  /// The first so many characters stay.
  case keep(Int)
}
