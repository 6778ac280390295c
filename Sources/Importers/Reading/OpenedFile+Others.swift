import Journal
import SystemCalls

/// What it has to do with the files that others came from.
extension OpenedFile {
  /// Whether the file that a run came from is this one under another name, or was replaced since: then
  /// nothing else goes on with what it was.
  func isSuccessor(of run: ImportedRun) -> Bool {
    if seemsSuccessor(of: run) { return true }
    // Cut and grown past its old end, it looks as if it had only grown.
    guard let other = Self.source(of: run) else { return false }
    return !other.begins(with: run.content)
  }

  /// The same by its number and size alone.
  func seemsSuccessor(of run: ImportedRun) -> Bool {
    if run.content.inode == identity.inode { return true }
    guard let path = SourceName.path(of: run.source) else { return false }
    do throws(SystemError) {
      guard let status = try FileStatus.of(path) else { return true }
      let wasCut = status.size < run.content.end.length && !Packing.isName(path)
      return status.inode != run.content.inode || wasCut
    } catch {
      // What cannot be looked at may still be there.
      return false
    }
  }

  /// Whether the file that a run came from has all that stands in this one from a place on.
  func isBeginning(ofSourceOf run: ImportedRun, from place: ContentPlace) -> Bool {
    guard let other = Self.source(of: run), other.first == first else { return false }
    do throws(ImportError) {
      let (left, right) = (try bytes(from: place.length), try other.bytes(from: place.length))
      var waiting: [UInt8] = []
      while true {
        let part = try left.next(1 << 18)
        if part.isEmpty { return true }
        while waiting.count < part.count {
          let more = try right.next(1 << 18)
          if more.isEmpty { return false }
          waiting += more
        }
        guard waiting.prefix(part.count).elementsEqual(part) else { return false }
        waiting.removeFirst(part.count)
      }
    } catch {
      // What cannot be read is no copy of anything.
      return false
    }
  }

  /// Whether it still begins with a content that was imported from it, up to its end.
  private func begins(with content: ImportedContent) -> Bool {
    guard first == content.first else { return false }
    // Where it cannot be read it may still be there.
    guard let bytes = try? bytes(from: 0) else { return true }
    var hash = ContentHash()
    while hash.length < content.end.length {
      let wanted = Int(min(1 << 20, content.end.length - hash.length))
      guard let part = try? bytes.next(wanted) else { return true }
      if part.isEmpty { return false }
      hash.add(part.span)
    }
    return hash.place.digest == content.end.digest
  }

  /// The file that a run came from, as it is now; nil where it cannot be read.
  private static func source(of run: ImportedRun) -> OpenedFile? {
    guard let path = SourceName.path(of: run.source), let identity = try? FileIdentity(of: path)
    else { return nil }
    return try? OpenedFile(path, identity)
  }
}

extension ImportedRun {
  /// Whether it came from the file of a name. Markers of earlier versions name `/logs/./app.jsonl` where
  /// this one names `/logs/app.jsonl`.
  func isFrom(_ name: String) -> Bool {
    if source == name { return true }
    guard let path = SourceName.path(of: source) else { return false }
    return SourceName.imported(StoreLocation.absolute(path, "/")) == name
  }
}
