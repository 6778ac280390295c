import CLMDB
import SystemCalls

/// The pages of a data file as one transaction sees them, read one by one and looked at before they
/// are believed.
///
/// LMDB trusts its pages: one that was overwritten ends the process by a signal. Here it is an error,
/// and so is a file that was cut off. The transaction keeps LMDB from using the pages again.
///
/// A transaction is used by one thread at a time, and so is this.
final class PageFile {
  let path: String
  /// Pages that the file has.
  let count: UInt64
  /// Where free pages are told.
  let free: PageTree
  /// Where the trees of the tables are told.
  let main: PageTree
  private let file: Descriptor
  private let pageSize: Int
  private var branches: [UInt64: Page] = [:]
  private var trees: [String: PageTree] = [:]

  /// nil where other transactions have taken the place of this one's meta page meanwhile.
  init?(_ open: OpenFile, _ transaction: OpaquePointer) throws(LMDBError) {
    var number: Int32 = -1
    try check("mdb_env_get_fd", open.path) { unsafe mdb_env_get_fd(open.raw, &number) }
    path = open.path
    file = Descriptor(borrowing: number, path: open.path)
    let id = unsafe UInt64(mdb_txn_id(transaction))
    guard let pages = try MetaPages(file), let meta = pages.meta(ofTransaction: id) else {
      return nil
    }
    pageSize = Int(meta.pageSize)
    count = meta.lastPage + 1
    free = meta.free
    main = meta.main
    // It was compared when the file was opened, and may have been overwritten since.
    let (file, size) = (file, pages.size)
    let status = try looking { () throws(SystemError) in try file.status() }
    guard let size, status.size >= size else { throw damage("its size") }
  }

  func damage(_ what: String) -> LMDBError { LMDBError(.corrupted, call: what, path: path) }

  /// A page of a tree.
  func page(_ number: UInt64, isLeaf: Bool, _ order: KeyOrder) throws(LMDBError) -> Page {
    if let known = branches[number], !isLeaf { return known }
    let bytes = try bytes(from: number, count: pageSize)
    guard let page = Page(bytes, number: number, order), page.isLeaf == isLeaf else {
      throw damage("page \(number)")
    }
    if !isLeaf { branches[number] = page }
    return page
  }

  /// A value that lies on pages of its own.
  func value(from number: UInt64, length: Int) throws(LMDBError) -> [UInt8] {
    let bytes = try bytes(from: number, count: Page.header + length)
    let pages: UInt32 = bytes.span.number(at: 12)
    guard bytes.span.number(at: 0) == number, bytes.span.number(at: 10) == Self.overflow,
      pages >= self.pages(of: length), number + UInt64(pages) <= count
    else { throw damage("page \(number)") }
    return Array(bytes[Page.header...])
  }

  private static let overflow: UInt16 = 4

  /// How many pages a value takes that lies on its own.
  func pages(of length: Int) -> UInt64 { UInt64((Page.header - 1 + length) / pageSize + 1) }

  private func bytes(from number: UInt64, count length: Int) throws(LMDBError) -> [UInt8] {
    let pages = UInt64((length + pageSize - 1) / pageSize)
    guard number >= 2, number < count, pages <= count - number else {
      throw damage("page \(number)")
    }
    do throws(SystemError) {
      let bytes = try file.bytes(at: Int64(number) * Int64(pageSize), count: length)
      guard bytes.count == length else {
        throw SystemError(.pread, path, LMDBError.Code.truncated.rawValue)
      }
      return bytes
    } catch { throw LMDBError(error.number, call: error.call.rawValue, path: path) }
  }

  /// The tree of a table.
  ///
  /// - Throws: `notFound`.
  func tree(_ name: String) throws(LMDBError) -> PageTree {
    if let known = trees[name] { return known }
    let key = Array(name.utf8)
    var cursor = PageCursor(self, main)
    guard try cursor.seek(atLeast: key), cursor.keyBytes == key,
      case .tree(let range)? = cursor.value
    else { throw LMDBError(.notFound, call: "mdb_dbi_open \(name)", path: path) }
    guard let tree = PageTree(cursor.bytes.span.extracting(range), count: count) else {
      throw damage("table \(name)")
    }
    trees[name] = tree
    return tree
  }
}
