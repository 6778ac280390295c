import ArgumentParser
import MCP
import TLM

/// `tlm mcp serve`: the protocol on standard input and output.
struct ServeMCP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Speak the Model Context Protocol on standard input and output.",
    discussion: """
      One message of JSON-RPC on each line, in both forms of the protocol: those that begin with \
      initialize, and those in which each request stands for itself (2026-07-28). It ends with its \
      input. Each call becomes an event mcp_call in the store, a span of the caller's trace.

      Examples:
        tlm mcp
        tlm mcp serve --store ~/work/.tlm
      """)

  @OptionGroup var store: StoreOptions

  func run() throws {
    let (location, catalog) = (store.location, TLMCommand.catalog)
    let access = StoreAccess(at: location) { try Store.open(at: location, catalog: catalog) }
    var dispatcher = Dispatcher(access, over: .pipe)
    let output = Output(isLineBuffered: true)
    var input = try ArrivingLines(path: "-")
    while let arrival = try input.next() {
      switch arrival {
      case .lines(let lines):
        for line in lines.split(separator: UInt8(ascii: "\n")) where !Self.isBlank(line) {
          if let answer = dispatcher.answer(Array(line)) { output.line(answer) }
        }
      case .longLine: output.line(Dispatcher.tooLong(ArrivingLines.longestLine))
      case .longLineEnd: break
      }
    }
  }

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }
  }
}
