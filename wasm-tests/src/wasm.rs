//! A tiny host for the WebAssembly module: load it, call it, free what it gives.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use wasmtime::{Config, Engine, Instance, Memory, Store, TypedFunc};

use crate::{Core, Error};

/// What an instance that counts may run: more than anybody waits for.
const FUEL: u64 = u64::MAX;

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path)
        .map_err(|error| format!("{}: {error}; ./build.sh wasm builds the module", path.display()).into())
}

/// The compiled module, from which instances start.
#[derive(Clone)]
pub struct Module {
    engine: Engine,
    module: wasmtime::Module,
}

impl Module {
    /// Where `./build.sh wasm` puts the module.
    pub fn default_path() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/jigit.wasm")
    }

    /// Loads the module in a file; what it was compiled to is kept beside it, so that only the first load compiles.
    ///
    /// # Errors
    /// When the file cannot be read or is no module.
    pub fn load(path: &Path) -> Result<Module, Error> {
        let bytes = read(path)?;
        let engine = Engine::default();
        let module = match Module::compiled_before(&engine, path, &bytes) {
            Some(module) => module,
            None => Module::compile(&engine, path, &bytes)?,
        };
        Ok(Module { engine, module })
    }

    /// Loads the module in a file so that its instances count the instructions they run. That is slower.
    ///
    /// # Errors
    /// When the file cannot be read or is no module.
    pub fn counting(path: &Path) -> Result<Module, Error> {
        let engine = Engine::new(Config::new().consume_fuel(true))?;
        let module = wasmtime::Module::new(&engine, read(path)?)?;
        Ok(Module { engine, module })
    }

    fn compiled_before(engine: &Engine, path: &Path, bytes: &[u8]) -> Option<wasmtime::Module> {
        let kept = std::fs::read(path.with_extension("compiled")).ok()?;
        let (digest, compiled) = kept.split_first_chunk::<32>()?;
        if *digest != <[u8; 32]>::from(Sha256::digest(bytes)) {
            return None;
        }
        // SAFETY: `compile` wrote this file from `serialize`, into our own build folder. A file of another wasmtime or
        // another CPU is recognised and refused.
        unsafe { wasmtime::Module::deserialize(engine, compiled) }.ok()
    }

    fn compile(engine: &Engine, path: &Path, bytes: &[u8]) -> Result<wasmtime::Module, Error> {
        let module = wasmtime::Module::new(engine, bytes)?;
        let mut kept = Sha256::digest(bytes).to_vec();
        kept.extend(module.serialize()?);
        // Several tests may compile at the same time: each writes its own file, and the last one stays.
        let own = path.with_extension(format!("compiled.{}", std::process::id()));
        std::fs::write(&own, kept)?;
        std::fs::rename(&own, path.with_extension("compiled"))?;
        Ok(module)
    }

    /// The imports it asks for, as `module.name`.
    pub fn imports(&self) -> Vec<String> {
        self.module.imports().map(|import| format!("{}.{}", import.module(), import.name())).collect()
    }

    /// The names it exports.
    pub fn exports(&self) -> Vec<String> {
        self.module.exports().map(|export| export.name().to_owned()).collect()
    }

    /// Starts an instance.
    ///
    /// # Errors
    /// When an export is missing or has another type.
    pub fn start(&self) -> Result<Wasm, Error> {
        let mut store = Store::new(&self.engine, ());
        // An engine that does not count has no fuel to be filled up with.
        _ = store.set_fuel(FUEL);
        let instance = Instance::new(&mut store, &self.module, &[])?;
        Ok(Wasm {
            memory: instance.get_memory(&mut store, "memory").ok_or("the module exports no memory")?,
            abi_version: instance.get_typed_func(&mut store, "abi_version")?,
            alloc: instance.get_typed_func(&mut store, "alloc")?,
            call: instance.get_typed_func(&mut store, "call")?,
            free: instance.get_typed_func(&mut store, "free")?,
            store,
        })
    }
}

/// An instance of the module.
pub struct Wasm {
    store: Store<()>,
    memory: Memory,
    abi_version: TypedFunc<(), u32>,
    alloc: TypedFunc<u32, u32>,
    call: TypedFunc<(u32, u32), u64>,
    free: TypedFunc<(u32, u32), ()>,
}

impl Wasm {
    /// The number that the caller and the core must agree on.
    ///
    /// # Errors
    /// When the module traps.
    pub fn abi_version(&mut self) -> Result<u32, Error> {
        Ok(self.abi_version.call(&mut self.store, ())?)
    }

    /// How many instructions of WebAssembly it has run; 0 when it does not count.
    pub fn instructions(&self) -> u64 {
        self.store.get_fuel().map_or(0, |left| FUEL - left)
    }

    /// How many bytes of memory the instance has taken.
    pub fn memory_bytes(&self) -> usize {
        self.memory.data_size(&self.store)
    }
}

impl Core for Wasm {
    /// `call` consumes the frame it is given; the caller frees the frame it receives.
    fn call(&mut self, frame: &[u8]) -> Result<Vec<u8>, Error> {
        let length = u32::try_from(frame.len())?;
        let address = self.alloc.call(&mut self.store, length)?;
        self.memory.write(&mut self.store, address as usize, frame)?;
        let answer = self.call.call(&mut self.store, (address, length))?;
        // The answer's address is in the upper half, its length in the lower.
        let (address, length) = ((answer >> 32) as u32, answer as u32);
        let mut bytes = vec![0; length as usize];
        self.memory.read(&self.store, address as usize, &mut bytes)?;
        self.free.call(&mut self.store, (address, length))?;
        Ok(bytes)
    }
}
