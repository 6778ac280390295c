import SystemCalls

/// A git checkout as it lies on the disk (gitrepository-layout(5)), read without git: it is asked about
/// at the beginning of each run.
struct GitFolder {
  /// The checkout's own folder.
  private let top: String
  /// Where its own state is.
  private let own: String
  /// Where is what it shares with other checkouts of the repository.
  private let shared: String

  /// The checkout that a folder is in; nil where it is in none.
  init?(around folder: String) {
    var top = folder
    while true {
      if let own = Self.state(of: top) {
        self.top = top
        self.own = own
        let common = Self.line(own + "/commondir").map { Self.absolute($0, own) }
        shared = common ?? own
        return
      }
      guard let slash = top.lastIndex(of: "/"), top != "/" else { return nil }
      top = slash == top.startIndex ? "/" : String(top[..<slash])
    }
  }

  /// What stands in it now.
  var facts: GitFacts {
    var facts = GitFacts(repository: origin ?? top)
    guard let head = Self.line(own + "/HEAD") else { return facts }
    guard let reference = Self.text(after: "ref:", in: head) else {
      facts.commit = head
      return facts
    }
    if reference == Self.elsewhere { return GitProgram.facts(of: top, facts) }
    let prefix = "refs/heads/"
    facts.branch =
      reference.hasPrefix(prefix) ? String(reference.dropFirst(prefix.count)) : reference
    facts.commit = commit(of: reference)
    return facts
  }

  /// What HEAD says where references are not kept in files.
  private static let elsewhere = "refs/heads/.invalid"
  /// Bytes that a file is read up to.
  private static let limit = 16 << 20

  private func commit(of reference: String) -> String? {
    for folder in [own, shared] {
      if let commit = Self.line(folder + "/" + reference), !commit.hasPrefix("ref:") {
        return commit
      }
    }
    for line in Self.lines(shared + "/packed-refs") where line.hasSuffix(" " + reference) {
      return String(line.prefix { $0 != " " })
    }
    return nil
  }

  /// The address of the remote `origin`, without a name and a password that may stand in it.
  private var origin: String? {
    var isOrigin = false
    for line in Self.lines(shared + "/config") {
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.hasPrefix("[") {
        isOrigin = line.hasPrefix("[remote \"origin\"]")
      } else if isOrigin, let equals = line.firstIndex(of: "="),
        line[..<equals].filter({ $0 != " " && $0 != "\t" }).lowercased() == "url"
      {
        return Self.withoutUser(String(line[line.index(after: equals)...].drop { $0 == " " }))
      }
    }
    return nil
  }

  static func withoutUser(_ address: String) -> String {
    let parts = address.split(separator: "://", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return address }
    let host = parts[1].prefix { $0 != "/" }
    guard let at = host.lastIndex(of: "@") else { return address }
    return parts[0] + "://" + parts[1][parts[1].index(after: at)...]
  }

  /// The folder of a checkout's state; nil where the folder is no checkout.
  private static func state(of folder: String) -> String? {
    let path = folder == "/" ? "/.git" : folder + "/.git"
    // What cannot be looked at is no checkout of this user's.
    guard let status = (try? FileStatus.of(path)) ?? nil else { return nil }
    if status.isFolder { return path }
    return line(path).flatMap { text(after: "gitdir:", in: $0) }.map { absolute($0, folder) }
  }

  private static func absolute(_ path: String, _ folder: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }

  private static func text(after prefix: String, in line: String) -> String? {
    guard line.hasPrefix(prefix) else { return nil }
    return String(line.dropFirst(prefix.count).drop { $0 == " " })
  }

  private static func line(_ path: String) -> String? { lines(path).first.map(String.init) }

  private static func lines(_ path: String) -> [Substring] {
    // What cannot be read says nothing.
    guard let bytes = (try? Folder.contents(of: path, limit: limit)) ?? nil else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
  }
}
