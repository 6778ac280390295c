#if Spreadsheet
  import CXlsx
  import SystemCalls

  /// A workbook that is being written to a file, row by row, by libxlsxwriter.
  ///
  /// One row is in memory; the library keeps the others in files beside the workbook until it is closed.
  @safe final class WorkbookFile {
    /// Rows of a sheet, the heading among them, and characters of a cell: what Excel takes.
    static let rowLimit: UInt32 = 1_048_576
    static let textLimit = 32_767

    let calls: LoadedFunctions
    let bold: UnsafeMutablePointer<lxw_format>?
    let instant: UnsafeMutablePointer<lxw_format>?
    private let book: UnsafeMutablePointer<lxw_workbook>
    private var isClosed = false
    /// The first mistake that the library told of; 0: none.
    private var mistake: Int32 = 0

    /// Loaded at most once; nil where the library is not installed, or another one than is known.
    private static let library = LoadedFunctions(
      [
        "workbook_new_opt", "workbook_add_format", "workbook_set_properties", "workbook_close",
        "workbook_add_worksheet", "format_set_bold", "format_set_num_format",
        "worksheet_write_string", "worksheet_write_number", "worksheet_write_boolean",
        "worksheet_freeze_panes", "worksheet_set_column", "lxw_strerror",
      ],
      of: LoadedLibrary([
        "libxlsxwriter.so.4", "libxlsxwriter.so.5", "libxlsxwriter.so.6", "libxlsxwriter.so",
        "libxlsxwriter.dylib",
      ]))

    /// - Parameter path: is written to; what stands there is replaced.
    init(at path: String) throws(ExportError) {
      guard let calls = Self.library else {
        throw ExportError(
          .notBuilt,
          "libxlsxwriter is not installed here; install it (apt-get install libxlsxwriter-dev), or "
            + "export csv")
      }
      self.calls = calls
      let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
      guard let book = unsafe tlm_xlsx_open(calls["workbook_new_opt"], path, folder) else {
        throw ExportError(.file, "\(path) cannot be made: no memory for a workbook")
      }
      unsafe self.book = book
      unsafe bold = tlm_xlsx_format(calls["workbook_add_format"], book)
      unsafe tlm_xlsx_bold(calls["format_set_bold"], bold)
      unsafe instant = tlm_xlsx_format(calls["workbook_add_format"], book)
      unsafe tlm_xlsx_number_format(
        calls["format_set_num_format"], instant, "yyyy-mm-dd hh:mm:ss.000")
      // 2000-01-01, at every export.
      unsafe tlm_xlsx_date(calls["workbook_set_properties"], book, 946_684_800)
    }

    deinit { if !isClosed { _ = finish() } }

    /// A sheet behind the others, with its headings.
    func sheet(_ name: String, _ headings: [String], widths: [Double] = []) -> Sheet {
      let sheet = unsafe tlm_xlsx_sheet(calls["workbook_add_worksheet"], book, name)
      var made = unsafe Sheet(self, sheet)
      for (column, width) in widths.enumerated() {
        unsafe tlm_xlsx_width(
          calls["worksheet_set_column"], sheet, UInt16(column), UInt16(column), width)
      }
      unsafe tlm_xlsx_freeze(calls["worksheet_freeze_panes"], sheet, 1)
      for heading in headings { made.heading(heading) }
      made.end()
      return made
    }

    /// Keeps the first mistake, until the file is closed.
    func note(_ code: Int32) { if mistake == 0 { mistake = code } }

    /// Writes the file; what was wrong on the way is thrown here.
    func close() throws(ExportError) {
      let cause = finish()
      guard mistake != 0 else { return }
      let words = unsafe tlm_xlsx_sentence(calls["lxw_strerror"], mistake)
      let sentence = unsafe words.map { unsafe String(cString: $0) } ?? "error \(mistake)"
      throw ExportError(.file, "the workbook cannot be written: \(cause ?? sentence)")
    }

    /// Frees the workbook, which it writes before; why the system did not let it, where it says so.
    private func finish() -> String? {
      isClosed = true
      var number: Int32 = 0
      let code = unsafe tlm_xlsx_close(calls["workbook_close"], book, &number)
      note(code)
      return code == 0 || number == 0 ? nil : SystemError.words(of: number)
    }
  }
#endif
