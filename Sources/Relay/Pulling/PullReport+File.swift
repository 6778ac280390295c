import Events
package import Journal
import SystemCalls

extension PullReport {
  /// What the file of a stream says; nil where there is none, or it is no such document.
  package init?(of stream: String, in log: EventLog) {
    // Whoever cannot read it knows what the log says.
    let bytes = (try? Folder.contents(of: Self.path(of: stream, in: log), limit: 1 << 28)) ?? nil
    guard let bytes, let value = Value(json: bytes.filter { $0 != UInt8(ascii: "\n") }),
      value["stream"]?.text == stream, let time = value["time"]?.text.flatMap({ Timestamp($0) })
    else { return nil }
    self.stream = stream
    engine = value["engine"]?.text ?? ""
    self.time = time
    isConnected = value["connected"] == .bool(true)
    origins = value["origins"]?.elements.compactMap { Origin($0) } ?? []
  }

  /// Puts it where others find it.
  func write(to log: EventLog) throws(RelayError) {
    let document: Value = [
      "stream": .string(stream), "engine": .string(engine), "time": .string(time.description),
      "connected": .bool(isConnected), "origins": .array(origins.map(\.value)),
    ]
    do throws(SystemError) {
      try Folder.make(Self.folder(in: log))
      try Folder.replace(
        Self.path(of: stream, in: log), with: Array((JSONWriter.text(of: document) + "\n").utf8),
        isSynced: false)
    } catch { throw RelayError(.store, "\(Self.path(of: stream, in: log)): \(error)") }
  }
}

extension PullReport.Origin {
  fileprivate var value: Value {
    var members = [
      Member("origin", .string(id)), Member("host", .string(words.host)),
      Member("store", .string(words.store)), Member("version", .string(words.version)),
      Member("place", .string(place.text)), Member("verified", .string(verified.text)),
      Member("lines", .integer(lines)), Member("gaps", .integer(Int64(gaps))),
    ]
    if let head {
      members.append(Member("head", .string(String(decoding: head.bytes, as: UTF8.self))))
    }
    if let waitingSince {
      members.append(Member("waiting_since", .string(waitingSince.description)))
    }
    if let reason { members.append(Member("reason", .string(reason))) }
    return .object(members)
  }

  fileprivate init?(_ value: Value) {
    guard let id = value["origin"]?.text, RelaySubject.isOrigin(id),
      let place = value["place"]?.text.flatMap({ PulledPlace(text: $0[...]) }),
      let verified = value["verified"]?.text.flatMap({ PulledPlace(text: $0[...]) })
    else { return nil }
    self.id = id
    words = OriginWords(value)
    self.place = place
    self.verified = verified
    head = value["head"]?.text.flatMap { RelayHead(Array($0.utf8)) }
    waitingSince = value["waiting_since"]?.text.flatMap { Timestamp($0) }
    reason = value["reason"]?.text
    lines = Int64(value["lines"]?.count ?? 0)
    gaps = value["gaps"]?.count ?? 0
  }
}
