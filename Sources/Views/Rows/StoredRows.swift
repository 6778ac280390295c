import Events
import Folding
import Index
import Journal
import LMDB
import Synchronization
import SystemCalls

/// The rows of one generation as they were at one moment; it holds a read transaction, so it is
/// for one load or one question.
///
/// What it gives is checked: each row against its own digest, and all of them together against
/// what the checkpoint says before it is believed that one is not there.
final class StoredRows: RowSource {
  /// Why a row could not be given.
  enum Loss: Sendable {
    /// A row was changed, is missing, or is one too many.
    case damaged
    /// A row is of another type.
    case undecodable
    /// LMDB failed.
    case unreadable(ViewsError)
  }

  let reader: SnapshotReader
  let space: RowSpace
  let record: RowsRecord
  private let state = Mutex<(loss: Loss?, isWhole: Bool)>((nil, false))

  /// Rows that are copied out of the transaction at a time.
  private static let portionLimit = 512

  init(_ reader: SnapshotReader, _ space: RowSpace, _ record: RowsRecord) {
    self.reader = reader
    self.space = space
    self.record = record
  }

  var count: Int { record.count }
  var digest: RowDigest { record.digest }

  /// The first thing that went wrong; nothing that came from here is to be believed then.
  var loss: Loss? { state.withLock { $0.loss } }

  func row<Row: Decodable>(_ key: Label, as type: Row.Type) -> (row: Row, digest: RowDigest)? {
    do throws(ViewsError) {
      let key = space.key(of: key)
      let (value, isProven) = try reader.read {
        transaction throws(LMDBError) -> (value: [UInt8]?, isProven: Bool) in
        if let value = try transaction.copy(ViewsTables.rows, key) { return (value, true) }
        var cursor = try transaction.cursor(ViewsTables.rows)
        guard let isThere = try cursor.seek(provenAtLeast: key) else { return (nil, false) }
        return (nil, !isThere || [UInt8](copying: cursor.key) != key)
      }
      guard let value else {
        if !isProven { return lose(.damaged) }
        requireWhole()
        return nil
      }
      guard let stored = StoredRow(value), space.key(of: stored.key) == key else {
        return lose(.damaged)
      }
      return decode(stored).map { ($0, stored.digest) }
    } catch { return lose(.unreadable(error)) }
  }

  func forEach<Row: Decodable>(
    after key: Label?, as type: Row.Type, _ body: (Label, Row, RowDigest) -> Bool
  ) {
    // A row that is missing is noticed by counting all.
    if key != nil { requireWhole() }
    scan(after: key) { stored in
      guard let row: Row = decode(stored) else { return false }
      return body(stored.key, row, stored.digest)
    }
  }

  /// Looks at all rows unless that was done; one that is missing cannot be noticed otherwise.
  func requireWhole() {
    if state.withLock({ $0.isWhole || $0.loss != nil }) { return }
    if countsWhole() {
      state.withLock { $0.isWhole = true }
    } else {
      // A closer look tells what is wrong, if anything is.
      scan(after: nil) { _ in true }
    }
  }

  private func decode<Row: Decodable>(_ stored: StoredRow) -> Row? {
    do { return try stored.decode(Row.self) } catch { return lose(.undecodable) }
  }

  private func note(_ loss: Loss) { state.withLock { if $0.loss == nil { $0.loss = loss } } }

  private func lose<Nothing>(_ loss: Loss) -> Nothing? {
    note(loss)
    return nil
  }
}

extension StoredRows {
  /// Shows the rows after a key in the order of their keys' bytes, until `body` returns false. The
  /// body is free to ask for other rows.
  private func scan(after first: Label?, _ body: (StoredRow) -> Bool) {
    var seen = (count: 0, digest: RowDigest())
    var group: [StoredRow] = []
    var next: [UInt8]? = first.map(space.start) ?? space.prefix
    while let start = next {
      guard let portion = portion(from: start) else { return }
      next = portion.next
      for (key, value) in portion.entries {
        guard let stored = StoredRow(value), space.key(of: stored.key) == key else {
          return note(.damaged)
        }
        seen.count += 1
        seen.digest += stored.digest
        // Keys that are not whole are sorted by what they are short for.
        if let last = group.last, !Self.areAlike(last.key, stored.key) {
          guard Self.show(&group, after: first, body) else { return }
        }
        group.append(stored)
      }
    }
    guard Self.show(&group, after: first, body), first == nil else { return }
    guard seen.count == record.count && seen.digest == record.digest else {
      return note(.damaged)
    }
    state.withLock { $0.isWhole = true }
  }

  /// Whether the order of two keys cannot be told by the bytes that are kept of long ones.
  private static func areAlike(_ left: Label, _ right: Label) -> Bool {
    let (left, right) = (left.text.utf8, right.text.utf8)
    return min(left.count, right.count) >= IndexKey.kept
      && left.prefix(IndexKey.kept).elementsEqual(right.prefix(IndexKey.kept))
  }

  private static func show(
    _ group: inout [StoredRow], after first: Label?, _ body: (StoredRow) -> Bool
  ) -> Bool {
    if group.count > 1 { group.sort { $0.key < $1.key } }
    defer { group.removeAll(keepingCapacity: true) }
    return group.allSatisfy { stored in
      if let first, stored.key <= first { return true }
      return body(stored)
    }
  }

  private struct Portion {
    var entries: [(key: [UInt8], value: [UInt8])] = []
    /// The key to go on from; nil: that were all.
    var next: [UInt8]?
  }

  /// Some rows from a key on; nil where LMDB fails.
  private func portion(from start: [UInt8]) -> Portion? {
    let prefix = space.prefix
    do throws(ViewsError) {
      let portion = try reader.read { transaction throws(LMDBError) -> Portion? in
        var portion = Portion()
        var cursor = try transaction.cursor(ViewsTables.rows)
        guard var isThere = try cursor.seek(provenAtLeast: start) else { return nil }
        while isThere && cursor.key.begins(with: prefix) {
          if portion.entries.count == Self.portionLimit {
            portion.next = [UInt8](copying: cursor.key)
            break
          }
          portion.entries.append(([UInt8](copying: cursor.key), [UInt8](copying: cursor.value)))
          isThere = try cursor.next()
        }
        return portion
      }
      return portion ?? lose(.damaged)
    } catch { return lose(.unreadable(error)) }
  }
}
