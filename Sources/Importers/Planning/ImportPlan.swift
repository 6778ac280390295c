import Journal
import SystemCalls

/// The files that an import looks at, in their order: rotated ones before those that they were rotated
/// from.
package struct ImportPlan: Sendable, Equatable {
  /// Absolute paths, each once.
  package private(set) var files: [String] = []
  /// What was left out of folders, in the order in which it was met.
  package private(set) var leftOut: [LeftOutFile] = []
  /// Folders that could not be read, and why.
  package private(set) var failures: [ImportFailure] = []
  /// The folders that were looked through.
  package private(set) var folders: [String] = []

  /// Files of folders, by device and inode.
  private var looked: Set<[UInt64]> = []

  /// A place that could not be looked at.
  package struct ImportFailure: Sendable, Equatable {
    package let path: String
    package let message: String
  }

  private static let endings = [".jsonl", ".ndjson", ".log"]
  /// What spool files of run records end with, behind `.jsonl`.
  private static let spooled = [".active", ".ready", ".synced"]
  /// Folders inside each other.
  private static let deepest = 64

  /// - Parameters:
  ///   - paths: files, taken whatever they are called, and folders, looked through.
  ///   - isKnown: whether a file was imported before, so that nobody looks how it begins.
  ///   - rotated: what a named file was rotated to.
  package init(
    _ paths: [String], knowing isKnown: (String) -> Bool = { _ in false },
    rotated: (String) -> [String] = { _ in [] }
  ) {
    let folder = StoreLocation.currentDirectory()
    var named: [String] = []
    for path in paths {
      let path = StoreLocation.absolute(path, folder)
      // What cannot be looked at is told by whoever opens it.
      if ((try? FileStatus.of(path)) ?? nil)?.isFolder == true {
        add(Self.inOrder(named))
        named = []
        look(through: path, depth: 0, isKnown)
      } else {
        named += rotated(path) + [path]
      }
    }
    add(Self.inOrder(named))
  }

  /// Of files under several names in folders one is taken, a link only where there is nothing else: each
  /// would be followed by itself, and what is appended would come in by all.
  private static func withoutAliases(_ paths: [String], _ known: inout Set<[UInt64]>) -> [String] {
    var names: [String] = []
    let isLink = { (path: String) in ((try? FileStatus.ofName(path)) ?? nil)?.isLink == true }
    for path in paths.filter({ !isLink($0) }) + paths.filter(isLink) {
      // What cannot be looked at is told by whoever opens it.
      guard let status = (try? FileStatus.of(path)) ?? nil else {
        names.append(path)
        continue
      }
      if known.insert([status.device, status.inode]).inserted { names.append(path) }
    }
    return paths.filter(Set(names).contains)
  }

  private mutating func add(_ paths: [String]) {
    var seen = Set(files)
    for path in paths where seen.insert(path).inserted { files.append(path) }
  }

  private mutating func look(
    through folder: String, depth: Int, _ isKnown: (String) -> Bool
  ) {
    let names: [String]
    do throws(SystemError) { names = try Folder.names(in: folder) } catch {
      failures.append(
        ImportFailure(path: folder, message: "\(folder) cannot be read: \(error.words)"))
      return
    }
    folders.append(folder)
    var found: [String] = []
    var below: [String] = []
    for name in names {
      let path = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
      // What cannot be looked at is not followed into, either.
      let status = name.hasPrefix(".") ? nil : (try? FileStatus.ofName(path)) ?? nil
      if let status, status.isFolder, depth < Self.deepest {
        below.append(path)
      } else if let reason = Self.reason(against: path, name, status, isKnown) {
        leftOut.append(LeftOutFile(path: path, reason: reason))
      } else {
        found.append(path)
      }
    }
    let distinct = Self.withoutAliases(found, &looked)
    let taken = Set(distinct)
    leftOut += found.filter { !taken.contains($0) }.map { LeftOutFile(path: $0, reason: .alias) }
    add(Self.inOrder(distinct))
    for path in below { look(through: path, depth: depth + 1, isKnown) }
  }

  /// Why something in a folder is not taken; nil for a file of lines.
  private static func reason(
    against path: String, _ name: String, _ status: FileStatus?, _ isKnown: (String) -> Bool
  ) -> LeftOutFile.Reason? {
    if name.hasPrefix(".") { return .hidden }
    guard let status else { return .kind }
    if status.isFolder { return .depth }
    if !holdsLines(name) { return .name }
    if !isFile(path, status) { return .kind }
    return isKnown(path) || BeginningLook.findsLines(path) ? nil : .content
  }

  /// Links to files are followed, those to folders are not: they may lead round in a circle.
  private static func isFile(_ path: String, _ status: FileStatus) -> Bool {
    if status.isRegular { return true }
    return status.isLink && ((try? FileStatus.of(path)) ?? nil)?.isRegular == true
  }

  /// Whether a name is one of files of lines, rotated, packed or spooled ones too.
  static func holdsLines(_ name: String) -> Bool {
    var base = FamilyName(name).base[...]
    for ending in spooled where base.hasSuffix(ending) { base = base.dropLast(ending.count) }
    return endings.contains { base.hasSuffix($0) }
  }

  /// Families stand together where the first of them stood, the oldest first.
  static func inOrder(_ paths: [String]) -> [String] {
    var families: [String] = []
    var members: [String: [(path: String, name: FamilyName)]] = [:]
    for path in paths {
      let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
      let name = FamilyName(String(path[cut...]))
      let family = String(path[..<cut]) + name.base
      if members[family] == nil { families.append(family) }
      members[family, default: []].append((path, name))
    }
    return families.flatMap { family in
      // A stable order, whatever it is sorted by.
      (members[family] ?? []).enumerated().sorted {
        FamilyName.isOlder($0.element.name, $1.element.name)
          || !FamilyName.isOlder($1.element.name, $0.element.name) && $0.offset < $1.offset
      }.map(\.element.path)
    }
  }
}
