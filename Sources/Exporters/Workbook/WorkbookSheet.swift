#if Spreadsheet
  import CXlsx
  import Events
  import SystemCalls

  extension WorkbookFile {
    /// A sheet that takes rows from its top on.
    @safe struct Sheet: CellSink {
      private let file: WorkbookFile
      private let sheet: UnsafeMutablePointer<lxw_worksheet>?
      private var row: UInt32 = 0
      private var column: UInt16 = 0

      init(_ file: WorkbookFile, _ sheet: UnsafeMutablePointer<lxw_worksheet>?) {
        self.file = file
        unsafe self.sheet = sheet
      }

      /// Whether there is room for one more row.
      var hasRoom: Bool { row < WorkbookFile.rowLimit }

      /// The row is done.
      mutating func end() {
        row += 1
        column = 0
      }

      mutating func heading(_ text: String) {
        file.note(
          unsafe tlm_xlsx_text(
            file.calls["worksheet_write_string"], sheet, row, column, text, file.bold))
        column += 1
      }

      mutating func absent() { column += 1 }

      mutating func text(_ text: Span<UInt8>) {
        // Sound: the buffer is read while it is lent.
        put(unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) })
      }

      mutating func json(_ text: Span<UInt8>) { self.text(text) }

      /// Every number of a workbook is a Double: whole ones that it would round are texts.
      mutating func number(_ digits: Span<UInt8>) {
        let text = unsafe digits.withUnsafeBufferPointer {
          unsafe String(decoding: $0, as: UTF8.self)
        }
        if let whole = Int64(text), whole.magnitude <= 1 << 53 {
          unsafe put(Double(whole), nil)
        } else if Int64(text) == nil, text.utf8.contains(where: { !Self.isOfWhole($0) }),
          let number = Double(text), number.isFinite
        {
          unsafe put(number, nil)
        } else {
          put(text)
        }
      }

      private static func isOfWhole(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") <= 9
      }

      mutating func flag(_ flag: Bool) {
        file.note(
          unsafe tlm_xlsx_flag(
            file.calls["worksheet_write_boolean"], sheet, row, column, flag ? 1 : 0))
        column += 1
      }

      /// Days since the last day of 1899, as workbooks count; what is before 1900-03-01, which they
      /// count wrongly, is a text.
      mutating func time(_ time: Timestamp) {
        let days = Double(time.rawValue / 1000) / 86_400_000_000 + 25_569
        guard days >= 61 else { return put(time.description) }
        unsafe put(days, file.instant)
      }

      private mutating func put(_ number: Double, _ format: UnsafeMutablePointer<lxw_format>?) {
        file.note(
          unsafe tlm_xlsx_number(
            file.calls["worksheet_write_number"], sheet, row, column, number, format))
        column += 1
      }

      private mutating func put(_ text: String) {
        var text = text
        if text.utf8.count > WorkbookFile.textLimit { text = Self.shortened(text) }
        if text.utf8.contains(0) {
          text = String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{fffd}" : $0 }))
        }
        file.note(
          unsafe tlm_xlsx_text(
            file.calls["worksheet_write_string"], sheet, row, column, text, nil))
        column += 1
      }

      /// As much as a cell takes, with a mark where something is left out.
      private static func shortened(_ text: String) -> String {
        let mark = " … cut"
        guard text.utf16.count > WorkbookFile.textLimit else { return text }
        var length = 0
        var short = ""
        for scalar in text.unicodeScalars {
          length += scalar.value > 0xffff ? 2 : 1
          if length > WorkbookFile.textLimit - mark.utf16.count { break }
          short.unicodeScalars.append(scalar)
        }
        return short + mark
      }
    }
  }
#endif
