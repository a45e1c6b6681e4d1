//! The catalogue, with `serde` and `strum`, where there is no `std`.
//!
//! A panic handler of its own is an error of the compiler (E0152) as soon as any crate below links `std`, whatever the target.
//! So this builds only if none does. It does not show that a target without atomics or without an allocator would do.

#![no_std]

use core::alloc::{GlobalAlloc, Layout};
use core::panic::PanicInfo;
use core::ptr;

use msaudit::catalog::Activity;

/// Has no memory to give: nothing is run here.
struct NoMemory;

// SAFETY: a null pointer says that there is no memory, so there is none to misuse.
unsafe impl GlobalAlloc for NoMemory {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        ptr::null_mut()
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static NO_MEMORY: NoMemory = NoMemory;

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {}
}

/// Something of the catalogue, so that it is linked.
pub fn is_known(name: &str) -> bool {
    Activity::find(name).is_some()
}
