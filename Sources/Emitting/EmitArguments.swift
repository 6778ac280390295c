/// What `tlm emit` and `tlm-emit` were asked to write, read off its arguments without the argument parser.
struct EmitArguments: Equatable {
  var store: String?
  var isStrict = false
  var isSynced = false
  var readsInput = false
  var object: String?
  var name = ""
  /// `key=text` and `key:=json`, in order.
  var fields: [Field] = []
  var wantsHelp = false

  struct Field: Equatable {
    var name: String
    var text: String
    var isJSON: Bool
  }

  struct Mistake: Error, CustomStringConvertible {
    let description: String
  }

  init(_ arguments: [String]) throws(Mistake) {
    var rest = arguments[...]
    var isAfterDashes = false
    while let argument = rest.popFirst() {
      if isAfterDashes || !argument.hasPrefix("-") || argument == "-" {
        try take(argument, isLiteral: isAfterDashes)
        continue
      }
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      switch parts[0] {
      case "--": isAfterDashes = true
      case "--strict": isStrict = true
      case "--synced": isSynced = true
      case "-h", "--help": wantsHelp = true
      case "--store": store = try Self.value(of: parts, &rest)
      case "--object": object = try Self.value(of: parts, &rest)
      default: throw Mistake(description: "there is no option \(argument); see tlm emit --help")
      }
    }
    if name.isEmpty && object == nil && !readsInput && !wantsHelp {
      throw Mistake(description: "tlm emit needs the name of an event, --object or -")
    }
  }

  private mutating func take(_ argument: String, isLiteral: Bool) throws(Mistake) {
    if argument == "-" && !isLiteral {
      readsInput = true
    } else if let equals = argument.firstIndex(of: "=") {
      var key = argument[..<equals]
      let isJSON = key.last == ":"
      if isJSON { key.removeLast() }
      guard !key.isEmpty else { throw Mistake(description: "\(argument) has no name before =") }
      let text = String(argument[argument.index(after: equals)...])
      fields.append(Field(name: String(key), text: text, isJSON: isJSON))
    } else if name.isEmpty {
      name = argument
    } else {
      throw Mistake(description: "\(argument) is no field: write key=text or key:=json")
    }
  }

  private static func value(of parts: [String], _ rest: inout ArraySlice<String>)
    throws(Mistake) -> String
  {
    if parts.count == 2 { return parts[1] }
    guard let next = rest.first, !next.hasPrefix("-"), rest.popFirst() != nil else {
      throw Mistake(description: "\(parts[0]) needs a value")
    }
    return next
  }
}
