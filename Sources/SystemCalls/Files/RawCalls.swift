#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// Plain names for calls whose own names are taken by methods of this module.

func rawOpen(_ path: String, _ flags: Int32, _ mode: UInt32) -> Int32 {
  unsafe open(path, flags, mode_t(mode))
}

func rawOpen(_ path: String, in folder: Int32, _ flags: Int32, _ mode: UInt32) -> Int32 {
  unsafe openat(folder, path, flags, mode_t(mode))
}

func rawRead(_ number: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  unsafe read(number, buffer.baseAddress, buffer.count)
}

func rawWrite(_ number: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
  unsafe write(number, buffer.baseAddress, buffer.count)
}

func rawStat(_ path: String, _ result: inout stat) -> Int32 { unsafe stat(path, &result) }

func rawLock(_ number: Int32, _ operation: Int32) -> Int32 { flock(number, operation) }
