import SystemCalls

/// Sockets that a service manager opened before it began this process (sd_listen_fds(3)).
package struct InheritedSockets: Sendable {
  /// Descriptors with the names that the manager gives them.
  package let all: [(number: Int32, name: String)]

  /// None where they are meant for another process, or are no sockets.
  package init(
    variable: (String) -> String? = OwnProcess.variable, process: Int32 = OwnProcess.number,
    isSocket: (Int32) -> Bool = OwnProcess.isSocket
  ) {
    guard variable("LISTEN_PID").flatMap({ Int32($0) }) == process,
      let count = variable("LISTEN_FDS").flatMap({ Int32($0) }), (1...Self.most).contains(count)
    else {
      all = []
      return
    }
    let names = (variable("LISTEN_FDNAMES") ?? "").split(
      separator: ":", omittingEmptySubsequences: false)
    all = (0..<count).compactMap { place in
      let number = Self.first + place
      guard isSocket(number) else { return nil }
      return (number, Int(place) < names.count ? String(names[Int(place)]) : "")
    }
  }

  private static let first: Int32 = 3
  private static let most: Int32 = 16

  /// Whether gRPC is meant: by its name, or by its place where nothing has one.
  package static func isGRPC(_ name: String, place: Int) -> Bool {
    name.hasPrefix("grpc") || place == 1 && (name.isEmpty || name == "unknown")
  }
}
