#if Server
  import Documents
  import Server
  import SystemCalls
  import TLM

  /// What `tlm serve` says: words on a terminal, one line of JSON elsewhere.
  struct ServeView: Sendable {
    private let location: StoreLocation

    init(_ location: StoreLocation) { self.location = location }

    func show(_ report: ServingReport) {
      for failure in report.failures { Message.error(SafeText.of(failure)) }
      let output = Output(isLineBuffered: true)
      guard Terminal.output.isTerminal else {
        return output.line(
          ServerDocument(
            server: report.note.json, tokenFile: report.tokenFile, failures: report.failures))
      }
      output.line(SafeText.of("serving \(location.path)"))
      if let url = report.url { output.line("  \(url)") }
      for address in report.note.grpc { output.line("  gRPC at \(address)") }
      if let runs = report.note.runs { output.line("  the runs API at http://\(runs)") }
      if let socket = report.note.socket { output.line(SafeText.of("  the socket \(socket)")) }
      output.line("control-C ends it")
    }

    /// Draws the token that approves, and shows it to the person at the terminal and to nobody else: what
    /// is written to a file or a pipe, an agent may read.
    func approvals() throws -> Token {
      guard Terminal.error.isTerminal else {
        throw ServeError(
          .unsafe,
          "--approvals shows its token to a person at a terminal only, so that no agent has it; begin "
            + "tlm serve at one, or approve with tlm mode approve")
      }
      let token = Token.random()
      Message.note("The token that approves, shown this once: \(token.text)")
      return token
    }
  }
#endif
