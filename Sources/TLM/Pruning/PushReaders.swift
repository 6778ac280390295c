import SystemCalls

/// The streams that a store is pushed to, as those who still read its log.
enum PushReaders {
  /// The streams, as people are told of what was copied elsewhere.
  static func names(_ layout: StoreLayout) -> [String] {
    // Where the folder cannot be read nobody knows of any.
    let names = (try? Folder.names(in: layout.relay)) ?? []
    return names.filter { $0.hasPrefix("push-") && $0.hasSuffix(".json") }.map {
      "relay push \($0.dropFirst("push-".count).dropLast(".json".count))"
    }
  }

  /// How far each has come.
  static func all(_ layout: StoreLayout) throws(JournalError) -> [PruneReport.Follower] {
    try journaled { () throws(SystemError) in
      var found: [PruneReport.Follower] = []
      for name in try Folder.names(in: layout.relay)
      where name.hasPrefix("push-") && name.hasSuffix(".json") {
        // What is no checkpoint says nothing of a place.
        guard let bytes = try Folder.contents(of: layout.relay + "/" + name, limit: 1 << 24),
          let value = Value(json: bytes.filter({ $0 != UInt8(ascii: "\n") })),
          case .integer(let through)? = value["through"]?["position"]
        else { continue }
        let stream = name.dropFirst("push-".count).dropLast(".json".count)
        found.append(
          PruneReport.Follower(
            process: nil, position: Position(rawValue: through),
            projections: ["relay push \(stream)"]))
      }
      return found
    }
  }
}
