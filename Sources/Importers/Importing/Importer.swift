package import Journal
import Lines
import SystemCalls

/// Brings files into a log, each line once: whatever they are called, wherever they stand, however they
/// are packed, and however often they are imported.
///
/// ```swift
/// let importer = try Importer(into: store.log, ImportOptions(redactor: Redactor()))
/// let report = try importer.importFile("/var/log/app/events.jsonl") { _ in }
/// importer.keep()
/// ```
package final class Importer {
  private let log: EventLog
  private let options: ImportOptions
  private let book: ImportBook
  /// The store's folder, without links.
  private let root: String?
  /// Where files go on that are looked at again and again; each stays open, so that what was written to
  /// it before it was renamed or removed comes in.
  private var followed: [String: FollowedFile] = [:]
  /// Files that could not be imported, and how they looked.
  private var failed: [String: (FileIdentity, ImportError)] = [:]
  private var isChanged = false

  /// - Throws: `log` where the log cannot be read.
  package init(into log: EventLog, _ options: ImportOptions) throws(ImportError) {
    self.log = log
    self.options = options
    root = Folder.resolved(log.layout.root)
    book = ImportBook(try logged { () throws(JournalError) in try log.importLedger() })
  }

  /// Imports what the log has not yet of a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - progress: told how many bytes were read, unpacked.
  /// - Throws: `log` where the log cannot be written; what is wrong with the file is in the report.
  package func importFile(
    _ path: String, _ progress: @escaping (Int64) -> Void
  ) throws(ImportError) -> FileReport {
    let path = StoreLocation.absolute(path, StoreLocation.currentDirectory())
    var report = FileReport(path: path)
    do throws(ImportError) {
      let identity = try FileIdentity(of: path)
      if let look = book.ledger.looks[path], look.fits(identity) { return unchanged(path, look) }
      if isOfStore(path) {
        throw ImportError(.ownStore, "\(path) belongs to the store that it would come into")
      }
      if let (look, failure) = failed[path], look == identity { throw failure }
      if let old = followed[path], !old.isSame(as: identity) { report = try finish(old, progress) }
      report.add(try importOpened(OpenedFile(path, identity), progress))
    } catch {
      if error.code == .log { throw error }
      if let old = followed.removeValue(forKey: path) { report = try finish(old, progress) }
      report.failure = error
    }
    return report
  }

  private func importOpened(
    _ file: OpenedFile, _ progress: @escaping (Int64) -> Void
  ) throws(ImportError) -> FileReport {
    var run = FileImport(file, into: log, book, options, progress)
    let resume = try run.run(from: followed[file.path]?.resume(in: file))
    isChanged = true
    note(file, run.report, resume)
    return run.report
  }

  /// Imports what was written to a file before another took its name.
  private func finish(
    _ old: FollowedFile, _ progress: @escaping (Int64) -> Void
  ) throws(ImportError) -> FileReport {
    followed[old.file.path] = nil
    let file = try old.file.again()
    var run = FileImport(file, into: log, book, options, progress)
    _ = try run.run(from: old.resume(in: file))
    return run.report
  }

  /// The files of places that may be imported, in their order: before a file that is named also those
  /// that it was rotated to since it was imported last.
  package func plan(of places: [String]) -> ImportPlan {
    ImportPlan(places, knowing: { book.ledger.looks[$0] != nil }) { path in
      RotatedFiles.older(than: path).filter { isFrom(path, $0) }
    }
  }

  /// Whether a file begins as one did that was imported under another name.
  private func isFrom(_ path: String, _ rotated: String) -> Bool {
    // What cannot be read is none of them.
    guard let identity = try? FileIdentity(of: rotated),
      let file = try? OpenedFile(rotated, identity)
    else { return false }
    let source = SourceName.imported(path)
    return book.ledger.runs(from: .start, first: file.first).contains { $0.source == source }
  }

  /// Keeps what was found out, so that the next import of the same takes no time.
  package func keep() {
    if isChanged { log.keep(book.ledger) }
    isChanged = false
  }

  private func isOfStore(_ path: String) -> Bool {
    guard let root, let real = Folder.resolved(path) else { return false }
    return real.hasPrefix(root + "/")
  }

  private func unchanged(_ path: String, _ look: ImportLook) -> FileReport {
    var report = FileReport(path: path)
    report.format = look.format
    report.isUnchanged = true
    report.known = look.events + look.quarantined
    report.unfinished = look.unfinished
    return report
  }

  private func note(_ file: OpenedFile, _ report: FileReport, _ resume: Resume?) {
    let path = file.path
    if options.isFollowing { failed[path] = report.failure.map { (file.identity, $0) } }
    guard let resume, report.failure == nil else {
      book.ledger.looks[path] = nil
      followed[path] = nil
      return
    }
    book.ledger.looks[path] = ImportLook(
      file.identity, format: report.format ?? JSONLines.name, events: report.known + report.new,
      quarantined: report.damaged + report.skipped, unfinished: report.unfinished)
    if options.isFollowing, !file.isPacked { followed[path] = FollowedFile(file, resume) }
  }
}

extension FileIdentity {
  /// How a file looks that may be imported.
  init(of path: String) throws(ImportError) {
    let status = try reading(path) { () throws(SystemError) in try FileStatus.of(path) }
    guard let status else { throw ImportError(.unreadable, "there is no file \(path)") }
    guard status.isRegular else {
      throw ImportError(
        .unreadable, "\(path) is no file; pipe what it says into tlm append")
    }
    self.init(
      device: status.device, inode: status.inode, size: status.size,
      modified_ns: status.modified_ns ?? 0)
  }
}

@available(*, unavailable)
extension Importer: Sendable {}
