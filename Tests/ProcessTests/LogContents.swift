import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// Every line of a log, told apart by who wrote it.
struct LogContents {
  struct Blank: Hashable {
    var position: Position
    var length: Int
  }

  /// Of tlm writers, whose numbers are below this; strangers have greater ones.
  static let firstStranger = 100

  var written: [(position: Position, event: Counted)] = []
  var blanks: [Blank] = []
  var own = 0
  /// What came from sources, or from nobody.
  var foreign: [String] = []
  var length: Int64 = 0

  init(_ log: EventLog) throws {
    var reader = try log.read()
    while let chunk = try reader.next() {
      #expect(chunk.position.rawValue == length, "no gap between chunks")
      for line in chunk.lines {
        add(line, at: Position(rawValue: length))
        length += Int64(line.utf8.count) + 1
      }
    }
    #expect(reader.missing.isEmpty)
  }

  private mutating func add(_ line: String, at position: Position) {
    if let event = Counted(line), event.writer < Self.firstStranger {
      written.append((position, event))
    } else if line.utf8.allSatisfy({ $0 == 0x20 }) {
      blanks.append(Blank(position: position, length: line.utf8.count + 1))
    } else if line.hasPrefix("{\"ts\":\""), line.contains("\"event\":\"tlm.") {
      own += 1
    } else {
      foreign.append(line)
    }
  }

  /// The numbers of one writer's events in one life, in log order.
  func numbers(writer: Int, life: Int = 0) -> [Int] {
    written.filter { $0.event.writer == writer && $0.event.life == life }.map(\.event.number)
  }

  /// No event twice; each writer's lives one after the other, each counting from `first` on.
  func checkOrder(from first: Int = 0) {
    var last: [Int: Counted] = [:]
    for (position, event) in written {
      if let before = last[event.writer], before.life == event.life {
        #expect(event.number == before.number + 1, "at \(position) after \(before)")
      } else {
        #expect(event.number == first, "at \(position): \(event) is the first of its life")
        #expect(event.life > last[event.writer]?.life ?? -1, "at \(position)")
      }
      last[event.writer] = event
    }
    #expect(Set(written.map(\.event)).count == written.count, "no event twice")
  }

  /// Everything that a receipt names stands where the receipt says.
  func check(_ receipts: [Acknowledged]) {
    let places = Dictionary(
      written.map { ($0.position, $0.event) }, uniquingKeysWith: { a, _ in a })
    for receipt in receipts {
      var position = receipt.position
      for number in receipt.first..<receipt.first + receipt.count {
        let event = Counted(writer: receipt.writer, life: receipt.life, number: number)
        #expect(places[position] == event, "\(receipt) is not in the log at \(position)")
        position = Position(rawValue: position.rawValue + Int64(event.line.utf8.count))
      }
      #expect(position == receipt.end)
    }
  }

  /// Each blank line is a torn tail that `damaged` keeps, and the other way round; but for the
  /// empty lines that strangers left in their inboxes.
  func checkBlanks(_ layout: StoreLayout, emptyLines: Int = 0) throws {
    var kept = Set(try Folder.names(in: layout.damaged).filter { !$0.hasSuffix(".new") })
    var emptyLines = emptyLines
    for blank in blanks {
      let path = layout.tornTail(blank.position)
      if blank.length == 1, emptyLines > 0, try FileStatus.of(path) == nil {
        emptyLines -= 1
        continue
      }
      let bytes = try Disk.bytes(path)
      #expect(bytes.count == blank.length, "the tail at \(blank.position) is kept whole")
      #expect(bytes.first == UInt8(ascii: "{") && !bytes.contains(10))
      kept.remove(String(path.split(separator: "/").last ?? ""))
    }
    #expect(kept.isEmpty, "damaged/ explains lines that are not blank")
  }

  /// Each sealed segment is what its sum says, and only the last one is not sealed.
  func checkSeals(_ layout: StoreLayout) throws {
    let list = try SegmentList(layout)
    #expect(list.intents.isEmpty)
    for base in list.bases.dropLast() {
      let bytes = try Disk.bytes(layout.segment(base))
      var sum = SealSum()
      sum.add(bytes.span)
      #expect(try SealSum(Disk.bytes(layout.sum(base))) == sum, "the sum of \(base)")
      #expect(list.end(of: base)?.rawValue == base.rawValue + Int64(bytes.count))
      #expect(try FileStatus.of(layout.segment(base))?.isSealed == true)
    }
  }
}

/// A receipt that an actor printed.
struct Acknowledged: CustomStringConvertible {
  let writer: Int
  let life: Int
  let position: Position
  let end: Position
  let first: Int
  let count: Int

  /// `at POSITION END FIRST COUNT`; nil for any other line.
  init?(_ line: String, writer: Int, life: Int = 0) {
    let words = line.split(separator: " ")
    let numbers = words.dropFirst().compactMap { Int64($0) }
    guard words.first == "at", numbers.count == 4 else { return nil }
    self.writer = writer
    self.life = life
    position = Position(rawValue: numbers[0])
    end = Position(rawValue: numbers[1])
    first = Int(numbers[2])
    count = Int(numbers[3])
  }

  var description: String { "receipt \(position)..\(end) of writer \(writer), life \(life)" }
}
