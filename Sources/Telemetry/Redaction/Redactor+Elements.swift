import Events

/// What the elements of an array are to each other.
enum ArrayRole {
  case list
  /// A name and its value, over and over.
  case pairs
  /// What a command is given.
  case arguments(command: String)

  /// - Parameter command: what runs, as a member beside the array says.
  init(ofName name: String, command: String?) {
    if name.hasSuffix("eaders") {
      self = .pairs
    } else if let command, ["args", "arguments", "argv"].contains(name) {
      self = .arguments(command: command)
    } else {
      self = .list
    }
  }
}

/// Arrays: a neighbour may say that a text is a secret.
extension Redactor {
  /// The elements of an array; behind an option like `--password` stands its value, as in a shell, and
  /// behind a name in a pair what it is a name for.
  func elements(
    _ elements: [Value], _ kind: SecretName?, _ role: ArrayRole, _ report: inout RedactionReport
  ) -> [Value] {
    var arguments = ArgumentList()
    if case .arguments(let command) = role { arguments = ArgumentList(of: command) }
    let isPairs = if case .pairs = role { true } else { false }
    var before: Value?
    var key = SplitKey()
    var isValue = false
    return elements.map { element in
      defer {
        before = element
        isValue = isPairs && !isValue
      }
      guard let text = element.text else {
        _ = key.hides("".utf8)
        if case .array(let inner) = element, inner.count == 2 {
          return value(element, kind, as: .pairs, &report)
        }
        return value(element, kind, &report)
      }
      if key.hides(text.utf8), !text.isEmpty {
        report.note("pem")
        return .string(String(decoding: SplitKey.mark, as: UTF8.self))
      }
      let secret = arguments.secret(in: Array(text.utf8))
      if let named = before?.text.flatMap(Self.option), !text.hasPrefix("-") {
        return value(element, named, &report)
      }
      if kind == nil, isValue, let named = before?.text.flatMap(Self.header),
        named.isHeader || !Self.isName(text)
      {
        return value(element, named, &report)
      }
      if kind == nil, let secret {
        return .string(redacted(hiding(secret, in: text, &report), &report))
      }
      return value(element, kind, &report)
    }
  }

  private func hiding(
    _ secret: Range<Int>, in text: String, _ report: inout RedactionReport
  ) -> String {
    let bytes = Array(text.utf8)
    if isAllowed(secret, in: bytes) { return text }
    let rule = SecretName.password.rule
    report.note(rule)
    let hidden = bytes[..<secret.lowerBound] + Redacted.mark(rule) + bytes[secret.upperBound...]
    return String(decoding: hidden, as: UTF8.self)
  }

  /// What an argument says about the one behind it.
  private static func option(_ text: String) -> SecretName? {
    guard text.hasPrefix("-"), text.utf8.count <= SecretName.longest,
      text.utf8.allSatisfy(\.isTokenLetter)
    else { return nil }
    return SecretName(text)
  }

  /// What the name in a pair says about the text behind it.
  private static func header(_ name: String) -> SecretName? {
    name.utf8.allSatisfy(\.isPartOfName) ? SecretName(name) : nil
  }

  /// Whether a text may be one more name, or prose: two of them make no pair of a name and a secret.
  private static func isName(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0.isLetter || " _-.".utf8.contains($0) }
  }
}
