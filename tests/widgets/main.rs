//! The parts of a screen: at every size, with their styles, on one ruler.

mod big;
mod code;
mod columns;
mod fixture;
mod map;
mod panels;
mod picture;
mod scene;
mod sizes;
mod snapshots;
mod styled;
mod views;
