import SystemCalls

/// What the first two pages of a data file say of it, read before LMDB maps the file.
///
/// LMDB trusts these pages, and a page that they name but the file lacks ends the process with
/// SIGBUS instead of an error. So the file's size is compared with them first.
/// The layout is that of LMDB 0.9 with 64-bit words (`MDB_page`, `MDB_meta` in mdb.c).
struct MetaPages {
  /// Bytes of a page.
  let pageSize: Int
  /// The greatest page number in use, by the newer of the two pages.
  let lastPage: UInt64

  private static let magic: UInt32 = 0xBEEF_C0DE
  private static let version: UInt32 = 1
  private static let header = 16
  private static let length = 152

  /// Bytes that the file must have at least.
  var size: Int64? {
    let pages = lastPage.addingReportingOverflow(1)
    let bytes = pages.partialValue.multipliedReportingOverflow(by: UInt64(pageSize))
    return pages.overflow || bytes.overflow ? nil : Int64(exactly: bytes.partialValue)
  }

  /// nil for a file that is no environment of this version of LMDB.
  init?(_ file: Descriptor) {
    guard let first = Self.page(file, at: 0) else { return nil }
    pageSize = Int(first.pageSize)
    guard pageSize >= 256, pageSize <= 65_536, pageSize & (pageSize - 1) == 0 else { return nil }
    guard let second = Self.page(file, at: pageSize) else { return nil }
    lastPage = first.transaction < second.transaction ? second.lastPage : first.lastPage
  }

  private struct Meta {
    let pageSize: UInt32
    let lastPage: UInt64
    let transaction: UInt64
  }

  private static func page(_ file: Descriptor, at offset: Int) -> Meta? {
    // Pages that cannot be read are none.
    guard let bytes = try? file.bytes(at: Int64(offset), count: header + length),
      bytes.count == header + length
    else { return nil }
    func number<Number: FixedWidthInteger>(at offset: Int) -> Number {
      unsafe bytes.withUnsafeBytes { buffer in
        unsafe buffer.loadUnaligned(fromByteOffset: header + offset, as: Number.self)
      }
    }
    guard number(at: 0) == magic, number(at: 4) == version else { return nil }
    return Meta(pageSize: number(at: 24), lastPage: number(at: 120), transaction: number(at: 128))
  }
}
