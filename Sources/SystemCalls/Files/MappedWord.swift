#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The first eight bytes of an open file as a word in memory that outlives the process.
///
/// Sound as Sendable: who owns it says that one thread at a time writes the word.
@safe package final class MappedWord: @unchecked Sendable {
  package let pointer: UnsafeMutablePointer<UInt64>
  private let file: Descriptor

  /// Bytes of the file that are mapped: one page, of which the word takes the start.
  package static let mapped = 4096

  /// nil where the file cannot be mapped. It has at least `mapped` bytes, all written.
  package init?(_ file: Descriptor) {
    let memory = unsafe mmap(
      nil, Self.mapped, PROT_READ | PROT_WRITE, MAP_SHARED, file.number, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { return nil }
    self.file = file
    unsafe pointer = memory.bindMemory(to: UInt64.self, capacity: 1)
  }

  deinit { unsafe munmap(pointer, Self.mapped) }
}
