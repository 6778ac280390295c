import SystemCalls

/// A file that appears whole or not at all: it is written beside its place and renamed at the end.
///
/// What is no plain file, a pipe or a device, is written to as it is.
package final class ExportFile {
  /// Where it will stand.
  package let path: String
  /// Where it is written; the same as `path` for a pipe or a device.
  package let draft: String
  /// Bytes so far.
  package private(set) var count: Int64 = 0
  /// The disk was told of the bytes before.
  private var begun: Int64 = 0
  private let file: Descriptor?
  private let isStream: Bool

  /// - Parameters:
  ///   - path: what stands there is replaced at the end, by a link's target where it is a link.
  ///   - opens: whether it is written here; false where something else writes to `draft`.
  package init(_ path: String, opens: Bool = true) throws(ExportError) {
    let place = Folder.resolved(path) ?? path
    self.path = place
    do throws(SystemError) {
      let status = try FileStatus.of(place)
      if status?.isFolder == true {
        throw SystemError(.open, place, ErrorNumber.isAFolder)
      }
      isStream = status.map { !$0.isRegular } ?? false
      if isStream {
        draft = place
        file = opens ? try Descriptor.open(place, .write, kind: .anything) : nil
      } else {
        let slash = place.lastIndex(of: "/")
        let folder = slash.map { String(place[...$0]) } ?? ""
        let name = slash.map { String(place[place.index(after: $0)...]) } ?? place
        draft = "\(folder).\(name).\(ProcessFileName.fresh()).tmp"
        // It is made here in any case, so that nobody else may read it from the start.
        let made = try Descriptor.open(
          draft, .update, kind: .anything, create: true, exclusive: true,
          mode: status.map { $0.permissions & 0o777 } ?? 0o600)
        file = opens ? made : nil
      }
    } catch { throw Self.failure(path, error) }
  }

  /// Adds bytes.
  package func write(_ bytes: [UInt8]) throws(ExportError) {
    guard let file else { return }
    do throws(SystemError) {
      if isStream {
        try Self.write(all: bytes, to: file)
      } else {
        try file.write(bytes.span, at: count)
      }
    } catch { throw Self.failure(path, error) }
    count += Int64(bytes.count)
    if !isStream, count - begun >= Self.syncStep {
      // The disk writes while the rest is made: the end would have to wait for all of it.
      file.beginSync(from: begun, count: count - begun)
      begun = count
    }
  }

  /// Bytes that are given to the disk at once.
  private static let syncStep: Int64 = 8 << 20

  private static func write(all bytes: [UInt8], to file: Descriptor) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      done += try file.write(once: bytes.span.extracting(done..<bytes.count))
    }
  }

  /// Puts the file in its place.
  package func commit() throws(ExportError) {
    if isStream { return }
    do throws(SystemError) {
      try file?.syncData()
      if let size = try FileStatus.of(draft)?.size { count = size }
      try Folder.rename(draft, to: path)
    } catch {
      abandon()
      throw Self.failure(path, error)
    }
  }

  /// Leaves nothing behind; what stood there stays.
  package func abandon() {
    // Where it cannot be removed, its name says what it is.
    if !isStream { try? Folder.unlink(draft) }
  }

  static func failure(_ path: String, _ error: SystemError) -> ExportError {
    ExportError(.file, "\(path) cannot be written: \(error.words)")
  }
}
