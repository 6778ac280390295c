public import Events
import Folding
import Journal
import SystemCalls

extension ProjectionStatus {
  /// A follower that lives, in this process or another, as it told last.
  public struct Follower: Sendable, Equatable {
    /// The number of its process.
    public let process: Int32
    /// How far it has come in memory; what is kept may end earlier.
    public let position: Position
    /// Whether that was the end of the log then.
    public let isCaughtUp: Bool
    /// When it came there, by the wall clock.
    public let progressed: Timestamp
    let projections: [ProjectionIdentity.Text]
  }
}

extension ProjectionStatus.Follower {
  /// Every follower of a log that lives now. Takes no lock that a follower would wait for.
  static func all(of log: EventLog) -> [ProjectionStatus.Follower] {
    let folder = FollowerBeacon.folder(of: log)
    // A folder that cannot be read has no followers that could be told of.
    let names = (try? Folder.names(in: folder)) ?? []
    return names.compactMap { name in
      guard let process = name.split(separator: "-").first.flatMap({ Int32($0) }) else {
        return nil
      }
      return living(folder + "/" + name, process)
    }
  }

  /// The one of a projection that has come furthest.
  static func furthest(of identity: ProjectionIdentity, on log: EventLog) -> ProjectionStatus
    .Follower?
  {
    furthest(of: identity, among: all(of: log))
  }

  static func furthest(of identity: ProjectionIdentity, among all: [ProjectionStatus.Follower])
    -> ProjectionStatus.Follower?
  {
    let name = identity.identifier
    return all.filter { $0.projections.contains(name) }.max { $0.position < $1.position }
  }

  private static func living(_ path: String, _ process: Int32) -> ProjectionStatus.Follower? {
    guard let file = try? Descriptor.open(path, .read) else { return nil }
    // A shared lock, so that two who look do not take each other for the owner.
    if let isFree = try? file.tryLock(isShared: true), isFree {
      file.unlock()
      return nil
    }
    // A read that meets a write sees half of each, which the checksum tells.
    for _ in 0..<4 {
      guard let bytes = try? file.bytes(at: 0, count: 1 << 20) else { return nil }
      guard let word = FollowerBeacon.Word(bytes.prefix(FollowerBeacon.Word.length)) else {
        continue
      }
      let names = bytes.dropFirst(FollowerBeacon.Word.length).split(separator: 0x0A)
      return ProjectionStatus.Follower(
        process: process, position: word.position, isCaughtUp: word.isCaughtUp,
        progressed: word.time,
        projections: names.map { .init(rawValue: String(decoding: $0, as: UTF8.self)) })
    }
    return nil
  }
}

extension ProjectionStatus.Follower {
  /// The names of the projections that it follows.
  var names: [String] {
    projections.map { identity in
      let value = Value(json: identity.rawValue)
      return value?["projection"]?.text ?? identity.rawValue
    }
  }
}
