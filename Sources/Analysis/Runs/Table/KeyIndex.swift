/// Numbers of runs by the hashes of their keys: open places, at most half of them taken.
struct KeyIndex: Sendable {
  private var places: [UInt32]
  private var taken = 0

  /// - Parameter count: how many are to be expected.
  init(for count: Int) {
    var size = 64
    while size < count * 2 + 2 { size *= 2 }
    places = Array(repeating: 0, count: size)
  }

  /// The first number of a hash that `isIt`; nil where there is none.
  func find(_ hash: Int, where isIt: (Int) -> Bool) -> Int? {
    var place = hash & (places.count - 1)
    while places[place] != 0 {
      let number = Int(places[place] - 1)
      if isIt(number) { return number }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  /// Adds the number of a run that is not there yet.
  ///
  /// - Parameter hash: of any number that is there, for when room is made.
  mutating func add(_ number: Int, _ hash: (Int) -> Int) {
    if (taken + 1) * 2 > places.count { grow(hash) }
    put(UInt32(number), hash(number))
    taken += 1
  }

  private mutating func put(_ number: UInt32, _ hash: Int) {
    var place = hash & (places.count - 1)
    while places[place] != 0 { place = (place + 1) & (places.count - 1) }
    places[place] = number + 1
  }

  private mutating func grow(_ hash: (Int) -> Int) {
    let old = places
    places = Array(repeating: 0, count: old.count * 2)
    for number in old where number != 0 { put(number - 1, hash(Int(number - 1))) }
  }
}
