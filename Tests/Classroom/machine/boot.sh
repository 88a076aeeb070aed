# The classroom PC itself: a virtual machine that boots the image of image.sh, runs one lesson and switches itself off.
# Sourced, after image.sh; for the classroom test and for the package tests that boot the same PC.
#
#   machine_new DIRECTORY             a fresh disk over the cached image, and a place for what the PC leaves behind
#   machine_copy IMAGE DIRECTORY      another PC, whose disk begins as that of the directory IMAGE is now
#   machine_lesson DIRECTORY LESSON   puts the files of directory LESSON (with the program "start") on the second disk
#   machine_boot DIRECTORY SECONDS [QEMU ARGUMENT...]
#                                     boots, runs the lesson, waits for power-off; 124 after SECONDS.
#                                     Booting the same DIRECTORY again finds the disk as it was left.
#                                     $machine_serial and $machine_uuid, where set, are what its DMI says.
# In DIRECTORY afterwards: results.jsonl (what the lesson wrote to its port), files.tar, serial.log.

# Hardware virtualisation where it truly works, emulation elsewhere. Neither a device node nor a processor that can be
# created is proof (nested and filtered ones hang on the first instruction), so the probe is the kernel itself: without
# a disk it panics, and -no-reboot ends the machine, in about a second. Some hosts refuse single features of theirs.
machine_accelerator() {
    machine_accelerator=(-accel "tcg,thread=multi" -cpu max)
    [ -w /dev/kvm ] || return 0
    local model
    for model in host host,-arch-capabilities; do
        # The outer group swallows the shell's own message about an emulator that aborts.
        if { timeout --kill-after=2 8 qemu-system-x86_64 -accel kvm -cpu "$model" -machine q35 -m 256 -nodefaults \
            -no-user-config -display none -no-reboot -kernel "$classroom_kernel" -append panic=-1 </dev/null; } \
            >/dev/null 2>&1; then
            machine_accelerator=(-accel kvm -cpu "$model")
            return 0
        fi
    done
}

machine_new() {
    rm -rf "$1"
    mkdir -p "$1"
    qemu-img create -q -f qcow2 -b "$(realpath "$classroom_disk")" -F raw "$1/disk.qcow2"
}

machine_copy() {
    rm -rf "$2"
    mkdir -p "$2"
    qemu-img create -q -f qcow2 -b "$(realpath "$1")/disk.qcow2" -F qcow2 "$2/disk.qcow2"
}

machine_lesson() {
    # --dereference: the lesson may link to built programs.
    tar --create --dereference --owner=0 --group=0 --directory "$2" --file "$1/lesson.tar" .
}

machine_boot() {
    local directory=$1 seconds=$2
    shift 2
    local serial=${machine_serial:-CLASSROOM-1} uuid=${machine_uuid:-6b0e1f9a-52c4-4d0e-9d3b-2f1f4f0c7a11}
    machine_accelerator
    # mitigations=off: nothing here is secret, and emulated they cost a third of the time.
    local options=(
        "${machine_accelerator[@]}" -machine q35 -smp 2 -m 1024 -nodefaults -no-user-config -display none -no-reboot
        -kernel "$classroom_kernel" -initrd "$classroom_initrd"
        -append "console=ttyS0 root=/dev/vda rw quiet mitigations=off systemd.show_status=yes"
        -smbios "type=1,manufacturer=Parta,product=Classroom PC,serial=$serial,uuid=$uuid"
        -drive "file=$directory/disk.qcow2,format=qcow2,if=none,id=root,cache=unsafe"
        -device virtio-blk-pci,drive=root,serial=root
        -drive "file=$directory/lesson.tar,format=raw,if=none,id=lesson,readonly=on"
        -device virtio-blk-pci,drive=lesson,serial=lesson
        -device virtio-serial-pci
        -chardev "file,id=results,path=$directory/results.jsonl"
        -device virtserialport,chardev=results,name=lesson.results
        -chardev "file,id=files,path=$directory/files.tar"
        -device virtserialport,chardev=files,name=lesson.files
        -serial "file:$directory/serial.log"
    )
    # --foreground: an interrupt from the terminal reaches the machine too.
    timeout --foreground --kill-after=10 "$seconds" nice qemu-system-x86_64 "${options[@]}" "$@" </dev/null
}
