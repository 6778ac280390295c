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
  /// Where threads read ahead, and imports of files that come next, by their paths.
  private var desk: ReadingDesk?
  private var expected: [String: FileImport] = [:]

  /// Threads that read ahead, and as many files are begun before it is their turn.
  private static let readers = 2

  /// - Throws: `log` where the log cannot be read.
  package init(into log: EventLog, _ options: ImportOptions) throws(ImportError) {
    self.log = log
    self.options = options
    root = Folder.resolved(log.layout.root)
    book = ImportBook(try logged { () throws(JournalError) in try log.importLedger() })
  }

  /// What came in so far.
  package var tally: ImportTally { book.tally }

  /// Imports what the log has not yet of files, one after the other; while the lines of one are written,
  /// those that come next are read, and secrets taken out of them.
  ///
  /// - Parameters:
  ///   - paths: the files.
  ///   - progress: told how many bytes were read, unpacked.
  /// - Throws: `log` where the log cannot be written; what is wrong with a file is in its report.
  package func importFiles(
    _ paths: [String], _ progress: @escaping (Int64) -> Void
  ) throws(ImportError) -> [FileReport] {
    let paths = paths.map { StoreLocation.absolute($0, StoreLocation.currentDirectory()) }
    let desk = ReadingDesk()
    self.desk = desk
    defer { self.desk = nil }
    let hasNew = paths.contains { book.ledger.looks[$0] == nil }
    return try onThreads(
      hasNew ? Self.readers : 0,
      beside: { () throws(ImportError) -> [FileReport] in
        defer { desk.close() }
        var reports: [FileReport] = []
        for (number, path) in paths.enumerated() {
          for next in paths.dropFirst(number).prefix(1 + Self.readers) { expect(next) }
          reports.append(try importFile(path, progress))
        }
        return reports
      }
    ) { desk.work() }
  }

  /// Has a file read ahead of which the log has nothing yet.
  private func expect(_ path: String) {
    // What is wrong with it is told when its turn comes.
    guard expected[path] == nil, book.ledger.looks[path] == nil, !isOfStore(path),
      let identity = try? FileIdentity(of: path), let file = try? OpenedFile(path, identity),
      !book.ledger.isKnown(first: file.first)
    else { return }
    var run = FileImport(file, into: log, book, options, by: desk)
    run.readAhead()
    expected[path] = run
  }

  /// The import of a file, which may have been begun.
  private func begun(
    _ path: String, _ identity: FileIdentity
  ) throws(ImportError) -> FileImport {
    if let run = expected.removeValue(forKey: path) {
      if run.file.identity == identity { return run }
      run.drop()
    }
    return FileImport(try OpenedFile(path, identity), into: log, book, options, by: desk)
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
    defer { expected.removeValue(forKey: path)?.drop() }
    do throws(ImportError) {
      let identity = try FileIdentity(of: path)
      if let look = book.ledger.looks[path], look.fits(identity) { return unchanged(path, look) }
      if isOfStore(path) {
        throw ImportError(.ownStore, "\(path) belongs to the store that it would come into")
      }
      if let (look, failure) = failed[path], look == identity { throw failure }
      if let old = followed[path], !old.isSame(as: identity) { report = try finish(old, progress) }
      report.add(try finish(begun(path, identity), progress))
    } catch {
      if error.code == .log { throw error }
      if let old = followed.removeValue(forKey: path) { report = try finish(old, progress) }
      report.failure = error
    }
    return report
  }

  private func finish(
    _ begun: FileImport, _ progress: @escaping (Int64) -> Void
  ) throws(ImportError) -> FileReport {
    var run = begun
    defer { run.drop() }
    run.progress = progress
    book.tally.begin()
    let resume = try run.run(from: followed[run.file.path]?.resume(in: run.file))
    isChanged = true
    note(run.file, run.report, resume)
    return run.report
  }

  /// Imports what was written to a file before another took its name.
  private func finish(
    _ old: FollowedFile, _ progress: @escaping (Int64) -> Void
  ) throws(ImportError) -> FileReport {
    followed[old.file.path] = nil
    let file = try old.file.again()
    var run = FileImport(file, into: log, book, options)
    run.progress = progress
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
    return book.ledger.runs(from: .start, first: file.first).contains { $0.isFrom(source) }
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
