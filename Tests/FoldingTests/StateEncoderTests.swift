import Events
import Testing

@testable import Folding

/// One of everything that a state may hold.
private struct Sample: Codable, Equatable {
  enum Colour: String, Codable { case red, green, blue }
  enum Shape: Codable, Hashable {
    case point
    case circle(radius: Double)
    case path([Int], isClosed: Bool)
  }
  struct Place: Codable, Hashable {
    var row: Int8
    var column: UInt64
  }

  var counts: [Colour: Int] = [.red: 1, .green: 2, .blue: 3]
  var names: Set<String> = ["a", "b", "c", "d"]
  var byNumber: [Int: [String]] = [10: ["x"], -2: [], 7: ["y", "z"]]
  var byPlace: [Place: Set<Shape>] = [
    Place(row: -1, column: .max): [.point, .circle(radius: 1.5)],
    Place(row: 1, column: 0): [.path([3, 1, 2], isClosed: true)],
  ]
  var text = ["": "\u{0}", "é": "🙂"]
  var none: Int?
  var deep: [Int??] = [.none, .some(.none), .some(.some(3))]
  var sum: Int128 = .min
  var wide: UInt128 = .max
  var sums: [Int128] = [.max, 0]
  var perhaps: Int128? = 5
  var half: Float = 0.5
  var isOn = true
  var shape = Shape.path([], isClosed: false)
}

@Suite struct StateEncoderTests {
  private func bytes(_ value: some Encodable) throws -> [UInt8] {
    try StateEncoder().encode(value)
  }

  @Test func `a state with one of everything is read back as it was`() throws {
    let sample = Sample()

    let decoded = try StateDecoder().decode(Sample.self, from: bytes(sample))

    #expect(decoded == sample)
  }

  @Test func `dictionaries and sets give the same bytes however they were filled`() throws {
    var forwards = Sample(counts: [:], names: [], byNumber: [:])
    var backwards = forwards
    // Other capacities give other hash orders.
    backwards.names.reserveCapacity(4096)
    backwards.byNumber.reserveCapacity(4096)
    for number in 0..<200 {
      forwards.names.insert("name \(number)")
      forwards.byNumber[number] = ["\(number)"]
      backwards.names.insert("name \(199 - number)")
      backwards.byNumber[199 - number] = ["\(199 - number)"]
    }
    forwards.counts = [.red: 1, .blue: 2]
    backwards.counts = [.blue: 2, .red: 1]

    #expect(forwards == backwards)
    #expect(try bytes(forwards) == bytes(backwards))
  }

  @Test func `members keep the order of their declaration`() throws {
    struct Pair: Codable {
      var second = 2
      var first = 1
    }

    #expect(try bytes(Pair()) == Array("{s\u{6}secondi\u{4}s\u{5}firsti\u{2}}".utf8))
  }

  @Test func `entries are sorted by their bytes`() throws {
    #expect(try bytes(["b": true, "a": false]) == Array("{s\u{1}afs\u{1}bt}".utf8))
    #expect(try bytes(Set([3, 1, 2])) == Array("[i\u{2}i\u{4}i\u{6}]".utf8))
    #expect(try bytes([UInt8(1): "x"]) == Array("[i\u{2}s\u{1}x]".utf8))
  }

  @Test func `there is one NaN and no negative zero`() throws {
    #expect(try bytes(-0.0) == bytes(0.0))
    #expect(try bytes(Double.nan) == bytes(-Double.nan))
    #expect(try bytes(Double(bitPattern: 0x7ff8_0000_0000_0001)) == bytes(Double.nan))
    #expect(try bytes(Float(-0.0)) == bytes(Float(0.0)))
    #expect(try bytes(0.1 + 0.2) != bytes(0.3))
  }

  @Test func `states that differ give bytes that differ`() throws {
    let states: [any Encodable] = [
      [["a", "b"]], [["a"], ["b"]], [["ab"]], [["a", "b"], []] as [[String]],
      [String](), [String: String](), "", "[]", ["1"], [1], 1, -1, 1.0, Float(1), true,
      [Int?.none], [Int??.some(.none)], Int128.max, UInt128.max, ["a": "b"], ["a": ["b"]],
    ]

    let encoded = try states.map { try bytes($0) }

    #expect(Set(encoded).count == states.count)
  }

  @Test(arguments: [0, 1, -1, 63, 64, -64, -65, .max, .min] as [Int128])
  func `an integer of any size is read back`(number: Int128) throws {
    #expect(try StateDecoder().decode(Int128.self, from: bytes(number)) == number)
    let truncated = Int64(truncatingIfNeeded: number)
    #expect(try StateDecoder().decode(Int64.self, from: bytes(truncated)) == truncated)
  }

  @Test func `a container that is filled late stands where it was opened`() throws {
    struct Late: Encodable {
      enum Keys: CodingKey { case list, after }
      func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Keys.self)
        var list = members.nestedUnkeyedContainer(forKey: .list)
        try list.encode(1)
        try members.encode(true, forKey: .after)
        try list.encode(2)
      }
    }
    struct Plain: Encodable {
      var list = [1, 2]
      var after = true
    }

    #expect(try bytes([Late(), Late()]) == bytes([Plain(), Plain()]))
  }

  @Test func `a subclass is read back with its superclass`() throws {
    class Base: Codable { var number = 1 }
    final class Derived: Base {
      var text = "x"
      private enum Keys: CodingKey { case text }
      override init() { super.init() }
      required init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Keys.self)
        text = try members.decode(String.self, forKey: .text)
        try super.init(from: members.superDecoder())
      }
      override func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Keys.self)
        try members.encode(text, forKey: .text)
        try super.encode(to: members.superEncoder())
      }
    }
    let derived = Derived()
    derived.number = 7
    derived.text = "y"

    let decoded = try StateDecoder().decode(Derived.self, from: bytes(derived))

    #expect(decoded.number == 7 && decoded.text == "y")
  }

  @Test func `damaged bytes are refused, wherever they are cut`() throws {
    let whole = try bytes(Sample())

    for length in 0..<whole.count {
      #expect(throws: DecodingError.self) {
        try StateDecoder().decode(Sample.self, from: Array(whole[..<length]))
      }
    }
    #expect(throws: DecodingError.self) {
      try StateDecoder().decode(Sample.self, from: whole + [StateTag.null])
    }
  }

  @Test func `no single flipped bit traps the decoder`() throws {
    let whole = try bytes(Sample())

    for bit in 0..<whole.count * 8 {
      var flipped = whole
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      _ = try? StateDecoder().decode(Sample.self, from: flipped)
    }
  }

  @Test func `bytes nested too deep are refused`() {
    let deep = Array(repeating: StateTag.arrayStart, count: 100_000)

    #expect(throws: DecodingError.self) { try StateDecoder().decode([Int].self, from: deep) }
  }

  @Test func `a digest is the SHA-256 of the bytes, in lower-case hexadecimal`() {
    #expect(
      Digest(bytes: Array("abc".utf8)).description
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func `a state can be told as JSON`() throws {
    struct State: Encodable {
      var name = "x"
      var counts = ["b": 2, "a": 1]
      var large = Int128.max
      var ratio = 0.5
      var missing: Int?
    }

    #expect(
      try Value(canonicalState: bytes(State())) == [
        "name": "x", "counts": ["a": 1, "b": 2], "large": .string(String(Int128.max)),
        "ratio": 0.5,
      ])
  }
}
