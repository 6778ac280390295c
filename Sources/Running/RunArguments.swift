import Events

/// What `tlm run` was asked to do, read off its arguments without the argument parser: its cost would
/// be that of every run.
package struct RunArguments: Sendable, Equatable {
  package var store: String?
  package var name: String?
  package var job: String?
  package var agent: String?
  package var isConsole = false
  package var isDebug = false
  package var wantsHelp = false
  /// The command and its arguments, byte for byte.
  package var command: [[UInt8]] = []

  package struct Mistake: Error, Sendable, CustomStringConvertible {
    package let description: String
  }

  package init(_ arguments: [[UInt8]]) throws(Mistake) {
    var rest = arguments[...]
    while let bytes = rest.popFirst() {
      let argument = String(decoding: bytes, as: UTF8.self)
      if argument == "--" { break }
      guard argument.hasPrefix("-") else {
        rest = [bytes] + rest
        break
      }
      try take(argument, &rest)
    }
    command = Array(rest)
    if command.isEmpty && !wantsHelp {
      throw Mistake(description: "tlm run needs a command: tlm run [--name NAME] -- COMMAND…")
    }
  }

  private mutating func take(_ argument: String, _ rest: inout ArraySlice<[UInt8]>) throws(Mistake)
  {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    switch parts.first {
    case "--console" where parts.count == 1: isConsole = true
    case "--debug" where parts.count == 1: isDebug = true
    case "-h", "--help": wantsHelp = true
    case "--store": store = try Self.value(of: parts, &rest)
    case "--name": name = try Self.value(of: parts, &rest)
    case "--job": job = try Self.value(of: parts, &rest)
    case "--agent": agent = try Self.value(of: parts, &rest)
    default:
      throw Mistake(
        description: "there is no option \(argument) of tlm run; options of the command stand "
          + "behind it, or behind --")
    }
  }

  private static func value(
    of parts: [String], _ rest: inout ArraySlice<[UInt8]>
  ) throws(Mistake) -> String {
    if parts.count == 2, !parts[1].isEmpty { return parts[1] }
    guard parts.count == 1, let next = rest.popFirst(), next != Array("--".utf8), !next.isEmpty
    else { throw Mistake(description: "\(parts[0]) needs a value") }
    return String(decoding: next, as: UTF8.self)
  }
}

extension RunArguments {
  /// The command as text.
  package var words: [String] { command.map { String(decoding: $0, as: UTF8.self) } }

  /// What the command is called, without its folder.
  package var program: String {
    let path = words.first ?? ""
    return path.split(separator: "/").last.map(String.init) ?? path
  }
}
