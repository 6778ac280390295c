import SystemCalls

/// Which store a command works on, and why that one.
public struct StoreLocation: Sendable, Equatable {
  /// What decided.
  public enum Reason: String, Sendable {
    /// `--store` named it.
    case option
    /// `$TLM_STORE` names it.
    case environment
    /// A `.tlm` in the working directory or above it.
    case nearest
    /// A `.tlm` of the main checkout to which this git worktree belongs.
    case mainCheckout = "main-checkout"
    /// No other was found: the user's own store.
    case user
  }

  /// The store's folder; absolute where it was resolved.
  public let path: String
  /// Why this one.
  public let reason: Reason

  /// A location that the caller decided on.
  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// The option, else the environment, else the nearest `.tlm` upwards that this user owns (in a
  /// git worktree the main checkout's), else the user's own store below the state folder.
  public static func resolve(
    option: String?, environment: (String) -> String?, workingDirectory: String
  ) -> StoreLocation {
    if let option, !option.isEmpty {
      return StoreLocation(path: absolute(option, workingDirectory), reason: .option)
    }
    if let named = environment("TLM_STORE"), !named.isEmpty {
      return StoreLocation(path: absolute(named, workingDirectory), reason: .environment)
    }
    for folder in Self.ancestors(of: workingDirectory) {
      if let main = mainCheckout(of: folder), isOwnStore(main + "/.tlm") {
        return StoreLocation(path: main + "/.tlm", reason: .mainCheckout)
      }
      let candidate = folder == "/" ? "/.tlm" : folder + "/.tlm"
      if isOwnStore(candidate) { return StoreLocation(path: candidate, reason: .nearest) }
    }
    let state = folder("XDG_STATE_HOME", else: "/.local/state", environment)
    return StoreLocation(path: state + "/tlm", reason: .user)
  }

  /// The folder of the user's own configuration: `$XDG_CONFIG_HOME/tlm`, else `~/.config/tlm`.
  public static func userConfiguration(environment: (String) -> String? = variable) -> String {
    folder("XDG_CONFIG_HOME", else: "/.config", environment) + "/tlm"
  }

  /// The folder for what can be made anew: `$XDG_CACHE_HOME/tlm`, else `~/.cache/tlm`.
  package static func userCache(environment: (String) -> String? = variable) -> String {
    folder("XDG_CACHE_HOME", else: "/.cache", environment) + "/tlm"
  }

  /// The folder that a variable names with its whole path, else one below the home folder.
  private static func folder(
    _ name: String, else standard: String, _ environment: (String) -> String?
  ) -> String {
    let home = environment("HOME").flatMap { $0.isEmpty ? nil : $0 } ?? homeOfUser()
    return environment(name).flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + standard
  }

  /// Where `tlm init` makes a store: in the working directory, or in the main checkout where that
  /// is a git worktree, because worktrees come and go.
  public static func forInit(workingDirectory: String = currentDirectory()) -> String {
    for folder in ancestors(of: workingDirectory) {
      if let main = mainCheckout(of: folder) { return main + "/.tlm" }
    }
    return workingDirectory + "/.tlm"
  }

  /// As the process stands: its environment and its working directory.
  public static func resolve(option: String?) -> StoreLocation {
    resolve(option: option, environment: Self.variable, workingDirectory: currentDirectory())
  }

  /// The value of an environment variable of this process.
  public static func variable(_ name: String) -> String? {
    OwnProcess.variable(name)
  }

  /// The working directory of this process; `/` where it was deleted.
  public static func currentDirectory() -> String {
    OwnProcess.workingFolder
  }

  /// The home folder that the system knows; where it knows none, a folder that names the user.
  private static func homeOfUser() -> String {
    OwnProcess.homeFolder ?? "/tmp/tlm-\(OwnProcess.user)"
  }

  /// The path from `/` on, in one spelling: without `.`, `..` and slashes that say nothing. What `..`
  /// means behind a link the system says; where there is nothing, it stays.
  package static func absolute(_ path: String, _ workingDirectory: String) -> String {
    let path = path.hasPrefix("/") ? path : workingDirectory + "/" + path
    if isPlain(path) { return path }
    var plain = ""
    for part in path.split(separator: "/") where part != "." {
      let above = part == ".." ? folder(above: plain) : nil
      plain = above ?? plain + "/" + part
    }
    return plain.isEmpty ? "/" : plain
  }

  /// Whether no part of a path can be a spelling only; quick, as followers ask for every file.
  private static func isPlain(_ path: String) -> Bool {
    var isBehindSlash = false
    for byte in path.utf8 {
      let isSlash = byte == UInt8(ascii: "/")
      if isBehindSlash && (isSlash || byte == UInt8(ascii: ".")) { return false }
      isBehindSlash = isSlash
    }
    return !isBehindSlash
  }

  /// Where `..` leads from a folder, which is empty for `/`; nil where there is no such folder.
  private static func folder(above folder: String) -> String? {
    if folder.isEmpty { return folder }
    // What cannot be looked at is left to whoever opens it.
    guard let status = (try? FileStatus.ofName(folder)) ?? nil, status.isFolder || status.isLink,
      let real = status.isLink ? Folder.resolved(folder + "/.") : folder,
      let slash = real.utf8.lastIndex(of: UInt8(ascii: "/"))
    else { return nil }
    return String(Substring(real.utf8[..<slash]))
  }

  /// `/a/b`, `/a`, `/`.
  private static func ancestors(of folder: String) -> [String] {
    var folders: [String] = []
    var rest = folder.utf8[...]
    while let slash = rest.lastIndex(of: UInt8(ascii: "/")) {
      if rest.index(after: slash) < rest.endIndex { folders.append(String(Substring(rest))) }
      rest = rest[..<slash]
    }
    return folders + ["/"]
  }

  /// The nearest `.tlm` upwards that is another user's, and so is not taken.
  package static func passedOver(workingDirectory: String = currentDirectory()) -> String? {
    ancestors(of: workingDirectory).map { $0 == "/" ? "/.tlm" : $0 + "/.tlm" }
      .first { path in
        // What cannot be looked at is nobody's that is known.
        guard let status = (try? FileStatus.ofName(path)) ?? nil else { return false }
        return status.isFolder && status.owner != OwnProcess.user
      }
  }

  private static func isOwnStore(_ path: String) -> Bool {
    // A store that cannot be looked at is not this user's.
    guard let status = (try? FileStatus.ofName(path)) ?? nil else { return false }
    return status.isFolder && status.owner == OwnProcess.user
  }

  /// The folder of the main checkout where `folder` is a worktree of it (gitrepository-layout(5)).
  private static func mainCheckout(of folder: String) -> String? {
    // A `.git` that cannot be read is no worktree's.
    guard let link = try? Folder.contents(of: folder + "/.git", limit: 4096),
      let gitPath = text(after: "gitdir:", in: link)
    else { return nil }
    let gitFolder = absolute(gitPath, folder)
    guard let common = try? Folder.contents(of: gitFolder + "/commondir", limit: 4096),
      let commonText = Self.text(after: "", in: common)
    else { return nil }
    let path = normalised(absolute(commonText, gitFolder))
    guard path.hasSuffix("/.git") else { return nil }
    return String(path.dropLast(5))
  }

  private static func text(after prefix: String, in bytes: [UInt8]) -> String? {
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init)
    guard let line, line.hasPrefix(prefix) else { return nil }
    let rest = line.dropFirst(prefix.count).drop { $0 == " " }
    return rest.isEmpty ? nil : String(rest)
  }

  private static func normalised(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
