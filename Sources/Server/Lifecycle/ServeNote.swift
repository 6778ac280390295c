package import Events

/// What a server says of itself to whoever asks for it.
package struct ServeNote: Sendable, Equatable {
  package let pid: Int32
  package let http: [String]
  package let grpc: [String]
  package let socket: String?
  /// Where the runs API is heard.
  package let runs: String?
  /// When it began.
  package let started: String

  package init(
    pid: Int32, http: [String], grpc: [String], socket: String?, runs: String? = nil,
    started: String
  ) {
    (self.pid, self.http, self.grpc) = (pid, http, grpc)
    (self.socket, self.runs, self.started) = (socket, runs, started)
  }

  /// Everywhere it listens.
  package var places: [String] { http + grpc + [socket, runs].compactMap { $0 } }

  package var json: Value {
    [
      "pid": .integer(Int64(pid)),
      "http": .array(http.map(Value.string)),
      "grpc": .array(grpc.map(Value.string)),
      "socket": socket.map(Value.string) ?? .null,
      "runs": runs.map(Value.string) ?? .null,
      "started": .string(started),
    ]
  }

  package init?(json: Value) {
    guard let pid = json["pid"]?.whole, let number = Int32(exactly: pid), number > 1,
      let started = json["started"]?.text
    else { return nil }
    func texts(_ name: String) -> [String] {
      guard case .array(let values)? = json[name] else { return [] }
      return values.compactMap(\.text)
    }
    self.init(
      pid: number, http: texts("http"), grpc: texts("grpc"), socket: json["socket"]?.text,
      runs: json["runs"]?.text, started: started)
  }
}

extension Value {
  fileprivate var whole: Int64? { if case .integer(let number) = self { number } else { nil } }
}
