import CSimdJSON
import Synchronization

/// Tables that were filled once and may be filled again: fresh memory for each chunk would cost
/// more than parsing it.
///
/// Unchecked because of the raw pointers inside; each has one owner at a time, the pool or a batch.
@safe final class TablePool: @unchecked Sendable {
  typealias Tables = UnsafeMutablePointer<tlm_tables>

  /// More than this many are freed: batches in flight are few.
  private static let capacity = 8
  /// Bytes of fields beyond which tables are not kept; a huge line made them.
  private static let largestKept = 8 << 20

  private let free = Mutex<[Handle]>([])

  /// One owner at a time, so it may change threads.
  @safe private struct Handle: @unchecked Sendable {
    let tables: Tables
  }

  /// Empty tables. Stops the process when there is no memory, as Swift does everywhere.
  func take() -> Tables {
    if let handle = free.withLock({ $0.popLast() }) { return unsafe handle.tables }
    guard let tables = unsafe tlm_tables_create() else { fatalError("no memory to parse lines") }
    return unsafe tables
  }

  /// Takes tables back that nobody reads any more.
  func put(_ tables: Tables) {
    let bytes = unsafe tables.pointee.field_count * MemoryLayout<tlm_field>.stride
    let handle = unsafe Handle(tables: tables)
    let isKept =
      bytes <= Self.largestKept
      && free.withLock { free in
        if free.count >= Self.capacity { return false }
        free.append(handle)
        return true
      }
    if !isKept { unsafe tlm_tables_destroy(tables) }
  }

  deinit {
    for handle in free.withLock({ $0 }) { unsafe tlm_tables_destroy(handle.tables) }
  }
}
