import SystemCalls

/// What the first two pages of a data file say of it, read before LMDB maps the file.
///
/// LMDB trusts these pages, and a page that they name but the file lacks ends the process with
/// SIGBUS instead of an error. So the file's size is compared with them first.
/// The layout is that of LMDB 0.9 with 64-bit words (`MDB_page`, `MDB_meta` in mdb.c).
struct MetaPages {
  /// What one of the two pages says.
  struct Meta {
    let pageSize: UInt32
    let lastPage: UInt64
    let transaction: UInt64
    let free: PageTree
    let main: PageTree
  }

  private let pages: [Meta]

  private static let magic: UInt32 = 0xBEEF_C0DE
  private static let version: UInt32 = 1
  private static let kind: UInt16 = 8
  private static let length = 152

  /// nil for a file that is no environment of this version of LMDB.
  ///
  /// - Throws: where it cannot be read, which says nothing of what is in it.
  init?(_ file: Descriptor) throws(LMDBError) {
    guard let first = try Self.page(0, of: file, at: 0) else { return nil }
    let size = Int(first.pageSize)
    guard size >= 256, size <= 65_536, size & (size - 1) == 0,
      let second = try Self.page(1, of: file, at: size), second.pageSize == first.pageSize
    else { return nil }
    pages = [first, second]
  }

  /// Bytes of a page.
  var pageSize: Int { Int(pages[0].pageSize) }

  /// The greatest page number in use, by the newer of the two pages.
  var lastPage: UInt64 {
    pages[0].transaction < pages[1].transaction ? pages[1].lastPage : pages[0].lastPage
  }

  /// The page that a transaction goes by; nil where it is another's by now.
  func meta(ofTransaction number: UInt64) -> Meta? {
    let page = pages[Int(number & 1)]
    return page.transaction == number ? page : nil
  }

  /// Bytes that the file must have at least.
  var size: Int64? {
    let pages = lastPage.addingReportingOverflow(1)
    let bytes = pages.partialValue.multipliedReportingOverflow(by: UInt64(pageSize))
    return pages.overflow || bytes.overflow ? nil : Int64(exactly: bytes.partialValue)
  }

  private static func page(
    _ number: UInt64, of file: Descriptor, at offset: Int
  ) throws(LMDBError) -> Meta? {
    let bytes = try looking { () throws(SystemError) in
      try file.bytes(at: Int64(offset), count: length)
    }
    guard bytes.count == length,
      bytes.span.number(at: 0) == number, bytes.span.number(at: 10) == kind,
      bytes.span.number(at: 16) == magic, bytes.span.number(at: 20) == version
    else { return nil }
    let last: UInt64 = bytes.span.number(at: 136)
    guard last < 1 << 48, let free = tree(bytes, 40, last), let main = tree(bytes, 88, last)
    else { return nil }
    return Meta(
      pageSize: bytes.span.number(at: 40), lastPage: last,
      transaction: bytes.span.number(at: 144), free: free, main: main)
  }

  private static func tree(_ bytes: [UInt8], _ offset: Int, _ last: UInt64) -> PageTree? {
    PageTree(bytes.span.extracting(offset..<offset + PageTree.length), count: last + 1)
  }
}
